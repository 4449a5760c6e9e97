import type { FoundServer } from '#contract/model/model-servers'
import type { SettingName, SettingView } from '#contract/model/setting'
import { isServing } from '#contract/model/worker'
import type { ProviderName } from '#contract/wire/health'
import type { Seen } from '../../state/mirror.ts'
import type { KeyedProvider } from './key-form.ts'

/** Where answers shall come from. */
export type Source =
  | {
      readonly kind: 'key'
      readonly provider: KeyedProvider
      readonly key: string
      /** Null: the vendor's own. */
      readonly baseUrl: string | null
    }
  | { readonly kind: 'server'; readonly name: FoundServer['name'] }
  | { readonly kind: 'demo' }

type Save = readonly [SettingName, string | null]

/** What is to be saved so that answers come from there; nothing where they do already. */
export function settingsFor(source: Source, settings: readonly SettingView[]): readonly Save[] {
  const provider = settings.find(({ name }) => name === 'provider')?.value ?? 'auto'
  const asProvider = (name: ProviderName | 'auto'): readonly Save[] =>
    provider === name ? [] : [['provider', name]]
  if (source.kind === 'demo') return asProvider('demo')
  if (source.kind === 'server') return asProvider(source.name)
  const { key, baseUrl } = source
  const auto: readonly Save[] =
    provider === 'auto' || provider === source.provider ? [] : [['provider', 'auto']]
  switch (source.provider) {
    case 'openai':
      return [['openaiApiKey', key], ...auto]
    case 'anthropic':
      return [['anthropicApiKey', key], ...auto]
    case 'gemini':
      return [['geminiApiKey', key], ...auto]
    case 'compatible':
      return [
        ['compatibleBaseUrl', baseUrl],
        ...(key === '' ? [] : [['compatibleApiKey', key] as const]),
        ...auto,
      ]
  }
}

export const providerOfSource = (source: Source): ProviderName =>
  source.kind === 'key' ? source.provider : source.kind === 'server' ? source.name : 'demo'

/** The model that answers by default from this provider now; null while none does. */
export function modelFrom(provider: ProviderName, seen: Seen): string | null {
  if (seen.root.name !== 'running') return null
  for (const worker of seen.workers.filter(isServing)) {
    const report = worker.providers.find(({ name }) => name === provider)
    if (!report || report.problem !== null || report.models.length === 0) continue
    const own = worker.defaultModel
    return own !== null && report.models.includes(own) ? own : (report.models[0] ?? null)
  }
  return null
}

/** Why the provider gives nothing, once a worker has asked it. */
export function problemOf(provider: ProviderName, seen: Seen): string | null {
  const reports = seen.workers.flatMap(worker => worker.providers)
  return reports.find(({ name }) => name === provider)?.problem ?? null
}
