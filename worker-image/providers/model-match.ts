import { type Capability, capabilityNames } from '#contract/wire/capability'
import type { ProviderReport } from '#contract/wire/health'
import type { Provider } from './provider.ts'

/** What vendors hang on a name to say which issue of a model is meant. */
const issue = /^(-\d{8}|-\d{4}-\d{2}-\d{2}|-\d{3}|:latest)$/

/** Whether a list offers a model, also where it names the dated issue and the request does not. */
export function offersModel(listed: readonly string[], wanted: string): boolean {
  const name = wanted.replace(/^models\//, '')
  const bare = name.replace(/-latest$/, '')
  return listed.some(
    one =>
      one === name ||
      one === withoutLatest(name) ||
      (one.startsWith(bare) && issue.test(one.slice(bare.length))),
  )
}

/** As the provider calls it: Ollama's word for the usual issue means nothing elsewhere. */
export function listedName(listed: readonly string[], wanted: string): string {
  const bare = withoutLatest(wanted)
  return !listed.includes(wanted) && listed.includes(bare) ? bare : wanted
}

export function isAble(provider: Provider, model: string, capability: Capability): boolean {
  return provider.capabilitiesOf(model).includes(capability)
}

function withoutLatest(name: string): string {
  return name.replace(/:latest$/, '')
}

/** For each capability, the models that have it. */
export function capabilitiesIn(
  provider: Provider,
  listed: readonly string[],
): NonNullable<ProviderReport['capabilities']> {
  const entries = capabilityNames.map(
    capability =>
      [capability, listed.filter(model => isAble(provider, model, capability))] as const,
  )
  return Object.fromEntries(entries.filter(([, models]) => models.length > 0))
}

const notForChat =
  /embed|whisper|tts|dall-e|image|moderation|transcri|realtime|audio|davinci|babbage|sora|rerank|veo|imagen|aqa/i

/** The model that answers when none was named; null while nothing is known. */
export function everydayModel(
  provider: Provider,
  listed: readonly string[],
  capability: Capability,
): string | null {
  const able = listed.filter(model => isAble(provider, model, capability))
  if (listed.length > 0 && able.length === 0) return null
  const known = provider.preferredModels
    .filter(model => isAble(provider, model, capability))
    .find(model => able.length === 0 || offersModel(able, model))
  const isMeantForIt = (model: string) =>
    capability === 'chat' ? !notForChat.test(model) : provider.capabilitiesOf(model).length === 1
  return known ?? able.find(isMeantForIt) ?? able[0] ?? null
}
