import type { SettingName } from '#contract/model/setting'
import type { en } from './en.ts'

type AllowedText = Exclude<keyof typeof en.allowed, 'sentence'>

/** Which sentence says what may be entered, for the settings that are typed in. */
export const allowedTexts: Readonly<Partial<Record<SettingName, AllowedText>>> = {
  host: 'host',
  port: 'port',
  rootSecret: 'secret',
  allowedHosts: 'hosts',
  allowedOrigins: 'origins',
  localWorkers: 'localWorkers',
  maxConcurrentRequests: 'count',
  healthCheckIntervalMs: 'milliseconds',
  nodeOfflineSeconds: 'seconds',
  workerTimeoutMs: 'milliseconds',
  maxRetries: 'retries',
  firstTokenTimeoutMs: 'milliseconds',
  chunkTimeoutMs: 'milliseconds',
  minConsensusNodes: 'voters',
  nodeTimeoutSeconds: 'seconds',
  sessionTokenBudget: 'tokens',
  backupIntervalHours: 'hours',
  backupKeep: 'backups',
  preferredRegions: 'regions',
  openaiBaseUrl: 'url',
  geminiBaseUrl: 'url',
  anthropicBaseUrl: 'url',
  compatibleBaseUrl: 'url',
  ollamaBaseUrl: 'url',
  lmstudioBaseUrl: 'url',
  alertWebhookUrl: 'url',
  alertQuietHours: 'quietHours',
  alertsMutedUntil: 'comingTime',
  alertWebhookSecret: 'webhookSecret',
}
