import type { SettingName } from '#contract/model/setting'
import { providerNames } from '#contract/wire/health'

/** What a number counts. */
export type NumberUnit = 'ms' | 's' | 'h' | 'tokens'

/** How one setting is entered. `outside` is shown only: it is needed before saved settings are read. */
export type Control =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly unit: NumberUnit | null }
  | { readonly kind: 'choice'; readonly texts: 'provider' | 'logLevel' | 'healing' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'outside' }

export interface Entry {
  readonly name: SettingName
  readonly control: Control
}

export const choices = {
  provider: ['auto', ...providerNames],
  logLevel: ['error', 'warn', 'info', 'debug'],
  healing: ['on', 'dry-run', 'off'],
} as const

const entry = (name: SettingName, control: Control): Entry => ({ name, control })
const text: Control = { kind: 'text' }
const secret: Control = { kind: 'secret' }
const number = (unit: NumberUnit | null = null): Control => ({ kind: 'number', unit })

export const modelEntries: readonly Entry[] = [
  entry('provider', { kind: 'choice', texts: 'provider' }),
  entry('defaultModel', text),
  entry('openaiApiKey', secret),
  entry('openaiBaseUrl', text),
  entry('geminiApiKey', secret),
  entry('geminiBaseUrl', text),
  entry('anthropicApiKey', secret),
  entry('anthropicBaseUrl', text),
  entry('compatibleBaseUrl', text),
  entry('compatibleApiKey', secret),
  entry('ollamaBaseUrl', text),
  entry('lmstudioBaseUrl', text),
]

export const serverEntries: readonly Entry[] = [
  entry('host', text),
  entry('port', number()),
  entry('rootSecret', secret),
  entry('ownerSecretAlways', { kind: 'switch' }),
  entry('allowedHosts', text),
  entry('allowedOrigins', text),
  entry('localWorker', { kind: 'switch' }),
  entry('localWorkers', number()),
  entry('pythonTools', { kind: 'switch' }),
  entry('maxConcurrentRequests', number()),
  entry('healthCheckIntervalMs', number('ms')),
  entry('nodeOfflineSeconds', number('s')),
  entry('workerTimeoutMs', number('ms')),
  entry('firstTokenTimeoutMs', number('ms')),
  entry('chunkTimeoutMs', number('ms')),
  entry('maxRetries', number()),
  entry('modelAliases', text),
  entry('modelStrategies', text),
  entry('streamRescue', { kind: 'switch' }),
  entry('hedging', { kind: 'switch' }),
  entry('healing', { kind: 'choice', texts: 'healing' }),
  entry('minConsensusNodes', number()),
  entry('nodeTimeoutSeconds', number('s')),
  entry('consensusAllowsLocal', { kind: 'switch' }),
  entry('sessionTokenBudget', number('tokens')),
  entry('backupIntervalHours', number('h')),
  entry('backupKeep', number()),
  entry('workerArchives', { kind: 'outside' }),
  entry('preferredRegions', text),
  entry('hardenHosts', { kind: 'switch' }),
]

export const alertEntries: readonly Entry[] = [
  entry('alertWebhookUrl', text),
  entry('alertWebhookSecret', secret),
  entry('alertRules', text),
  entry('alertQuietHours', text),
  entry('alertQuietCritical', { kind: 'switch' }),
]

export const logEntries: readonly Entry[] = [
  entry('logLevel', { kind: 'choice', texts: 'logLevel' }),
  entry('logDir', { kind: 'outside' }),
]
