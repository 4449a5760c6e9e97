import type { ProviderName } from '#contract/wire/health'
import type { WorkerSettings } from '../settings.ts'
import { anthropicProvider } from './anthropic.ts'
import { demoProvider } from './demo/demo.ts'
import { geminiProvider } from './gemini.ts'
import { openaiProvider } from './openai.ts'
import { addressOf, type Provider, type ProviderOrigin } from './provider.ts'
import { unconfiguredProvider } from './unconfigured.ts'

const preferredOpenAiModels = [
  'gpt-5.4-mini',
  'gpt-5-mini',
  'gpt-4.1-mini',
  'gpt-4o-mini',
  'gpt-5.4',
  'gpt-5',
  'gpt-4o',
  'text-embedding-3-small',
  'gpt-image-1-mini',
  'gpt-image-1',
]

/** The providers that the settings name, in the order in which they are asked; none: look around. */
export function configuredProviders(settings: WorkerSettings): readonly Provider[] {
  if (settings.provider !== 'auto') {
    const name = settings.provider
    const missing = () => unconfiguredProvider(name, originOf(name, '', null), needed[name])
    return [makers[name](settings) ?? missing()]
  }
  const order = ['openai', 'gemini', 'anthropic', 'compatible'] as const
  return order.map(name => makers[name](settings)).filter(provider => provider !== null)
}

/** The variable without which a provider cannot be. */
const needed: Readonly<Record<ProviderName, string>> = {
  openai: 'OPENAI_API_KEY',
  gemini: 'GEMINI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  compatible: 'COMPATIBLE_BASE_URL',
  ollama: 'OLLAMA_BASE_URL',
  lmstudio: 'LMSTUDIO_BASE_URL',
  demo: '',
}

/** Null when the setting that it needs is not there. */
const makers: Readonly<Record<ProviderName, (settings: WorkerSettings) => Provider | null>> = {
  openai(settings) {
    if (settings.openaiApiKey === null) return null
    const baseUrl = settings.openaiBaseUrl ?? 'https://api.openai.com/v1'
    const origin = originOf('openai', baseUrl, settings.openaiApiKey)
    return openaiProvider({
      name: 'openai',
      origin,
      baseUrl,
      preferredModels: preferredOpenAiModels,
    })
  },

  gemini(settings) {
    if (settings.geminiApiKey === null) return null
    const baseUrl = settings.geminiBaseUrl ?? 'https://generativelanguage.googleapis.com'
    return geminiProvider(originOf('gemini', baseUrl, settings.geminiApiKey), baseUrl)
  },

  anthropic(settings) {
    if (settings.anthropicApiKey === null) return null
    const baseUrl = settings.anthropicBaseUrl ?? 'https://api.anthropic.com'
    return anthropicProvider(originOf('anthropic', baseUrl, settings.anthropicApiKey), baseUrl)
  },

  /** OPENAI_BASE_URL without a key is how people point clients at a server of their own. */
  compatible(settings) {
    const keyless = settings.openaiApiKey === null ? settings.openaiBaseUrl : null
    const baseUrl = settings.compatibleBaseUrl ?? keyless
    if (baseUrl === null) return null
    const origin = originOf('compatible', baseUrl, settings.compatibleApiKey)
    const urlVariable = settings.compatibleBaseUrl ? origin.urlVariable : 'OPENAI_BASE_URL'
    return openaiProvider({
      name: 'compatible',
      origin: { ...origin, urlVariable },
      baseUrl,
      preferredModels: [],
    })
  },

  ollama: settings => onThisMachine('ollama', settings.ollamaBaseUrl),
  lmstudio: settings => onThisMachine('lmstudio', settings.lmstudioBaseUrl),
  demo: () => demoProvider(),
}

export function onThisMachine(name: 'ollama' | 'lmstudio', url: string | null): Provider | null {
  if (url === null) return null
  const baseUrl = `${url.replace(/\/v1$/, '')}/v1`
  return openaiProvider({
    name,
    origin: originOf(name, baseUrl, null),
    baseUrl,
    preferredModels: [],
  })
}

const labels = {
  openai: 'OpenAI',
  gemini: 'Gemini',
  anthropic: 'Anthropic',
  compatible: 'The OpenAI-compatible server',
  ollama: 'Ollama',
  lmstudio: 'LM Studio',
  demo: 'The demo',
}

function originOf(name: ProviderName, baseUrl: string, key: string | null): ProviderOrigin {
  const prefix = name.toUpperCase()
  return {
    label: labels[name],
    address: addressOf(baseUrl),
    keyVariable: `${prefix}_API_KEY`,
    urlVariable: `${prefix}_BASE_URL`,
    key,
  }
}
