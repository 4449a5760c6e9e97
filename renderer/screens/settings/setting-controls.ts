import type { SettingName } from '#contract/model/setting'
import { StrategyName } from '#contract/model/strategy'
import { providerNames } from '#contract/wire/health'

/** What a number counts. */
export type NumberUnit = 'ms' | 's' | 'h' | 'tokens'

/** How one setting is entered. `outside` is shown only: it is needed before saved settings are read. */
export type Control =
  | { readonly kind: 'text'; readonly example: string | null }
  | { readonly kind: 'number'; readonly unit: NumberUnit | null }
  | { readonly kind: 'choice'; readonly texts: keyof typeof choices }
  | { readonly kind: 'switch' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'mute' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'editor'; readonly of: 'aliases' | 'strategies' | 'rules' }

export const choices = {
  provider: ['auto', ...providerNames],
  logLevel: ['error', 'warn', 'info', 'debug'],
  healing: ['on', 'dry-run', 'off'],
  strategy: StrategyName.options,
} as const

const text: Control = { kind: 'text', example: null }
/** Shown where nothing is entered; the same in every language. */
const textLike = (example: string): Control => ({ kind: 'text', example })
const secret: Control = { kind: 'secret' }
const outside: Control = { kind: 'outside' }
const onOff: Control = { kind: 'switch' }
const number = (unit: NumberUnit | null = null): Control => ({ kind: 'number', unit })

/** Every setting of the root; one without a control does not compile. */
export const settingControls: Readonly<Record<SettingName, Control>> = {
  host: text,
  port: number(),
  rootSecret: secret,
  ownerSecretAlways: onOff,
  allowedHosts: textLike('nas.local, banyan.lan'),
  allowedOrigins: textLike('https://chat.example'),
  workers: textLike('http://10.0.0.5:3001'),
  localWorker: onOff,
  localWorkers: number(),
  pythonTools: onOff,
  maxConcurrentRequests: number(),
  healthCheckIntervalMs: number('ms'),
  nodeOfflineSeconds: number('s'),
  workerTimeoutMs: number('ms'),
  maxRetries: number(),
  minConsensusNodes: number(),
  nodeTimeoutSeconds: number('s'),
  consensusAllowsLocal: onOff,
  strategy: { kind: 'choice', texts: 'strategy' },
  modelStrategies: { kind: 'editor', of: 'strategies' },
  modelAliases: { kind: 'editor', of: 'aliases' },
  firstTokenTimeoutMs: number('ms'),
  chunkTimeoutMs: number('ms'),
  streamRescue: onOff,
  hedging: onOff,
  sessionTokenBudget: number('tokens'),
  provider: { kind: 'choice', texts: 'provider' },
  defaultModel: text,
  openaiApiKey: secret,
  openaiBaseUrl: textLike('https://api.openai.com/v1'),
  geminiApiKey: secret,
  geminiBaseUrl: textLike('https://generativelanguage.googleapis.com'),
  anthropicApiKey: secret,
  anthropicBaseUrl: textLike('https://api.anthropic.com'),
  compatibleApiKey: secret,
  compatibleBaseUrl: textLike('http://192.168.1.20:8000/v1'),
  ollamaBaseUrl: text,
  lmstudioBaseUrl: text,
  backupIntervalHours: number('h'),
  backupKeep: number(),
  healing: { kind: 'choice', texts: 'healing' },
  alertRules: { kind: 'editor', of: 'rules' },
  alertQuietHours: textLike('22:00-07:00'),
  alertQuietCritical: onOff,
  alertsMutedUntil: { kind: 'mute' },
  alertWebhookUrl: textLike('https://hooks.example/banyan'),
  alertWebhookSecret: secret,
  workerArchives: outside,
  preferredRegions: text,
  hardenHosts: onOff,
  logLevel: { kind: 'choice', texts: 'logLevel' },
  logDir: outside,
  dataDir: outside,
}
