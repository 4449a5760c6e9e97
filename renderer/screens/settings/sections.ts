import type { SettingName } from '#contract/model/setting'

/** The parts of the screen, in their order; also the names that a place knows them by. */
export const sectionNames = [
  'security',
  'models',
  'prices',
  'apps',
  'server',
  'workers',
  'routing',
  'consensus',
  'hosts',
  'healing',
  'alerts',
  'backups',
  'logs',
  'transfer',
  'app',
] as const
export type SectionName = (typeof sectionNames)[number]

/** Which settings of the root stand in which part, in their order. */
export const sectionSettings: Readonly<Record<SectionName, readonly SettingName[]>> = {
  security: [],
  models: [
    'provider',
    'defaultModel',
    'openaiApiKey',
    'openaiBaseUrl',
    'geminiApiKey',
    'geminiBaseUrl',
    'anthropicApiKey',
    'anthropicBaseUrl',
    'compatibleBaseUrl',
    'compatibleApiKey',
    'ollamaBaseUrl',
    'lmstudioBaseUrl',
  ],
  prices: [],
  apps: [],
  server: [
    'host',
    'port',
    'rootSecret',
    'ownerSecretAlways',
    'allowedHosts',
    'allowedOrigins',
    'dataDir',
  ],
  workers: [
    'workers',
    'localWorker',
    'localWorkers',
    'maxConcurrentRequests',
    'pythonTools',
    'healthCheckIntervalMs',
    'nodeOfflineSeconds',
    'workerTimeoutMs',
  ],
  routing: [
    'strategy',
    'modelStrategies',
    'modelAliases',
    'maxRetries',
    'firstTokenTimeoutMs',
    'chunkTimeoutMs',
    'streamRescue',
    'hedging',
    'sessionTokenBudget',
  ],
  consensus: ['minConsensusNodes', 'nodeTimeoutSeconds', 'consensusAllowsLocal'],
  hosts: ['preferredRegions', 'hardenHosts', 'workerArchives'],
  healing: ['healing'],
  alerts: [
    'alertRules',
    'alertQuietHours',
    'alertQuietCritical',
    'alertsMutedUntil',
    'alertWebhookUrl',
    'alertWebhookSecret',
  ],
  backups: ['backupIntervalHours', 'backupKeep'],
  logs: ['logLevel', 'logDir'],
  transfer: [],
  app: [],
}

export const firstSection: SectionName = 'models'

/** A place may name a part that there is not. */
export function sectionNamed(name: string | undefined): SectionName {
  return sectionNames.find(known => known === name) ?? firstSection
}

export function sectionOf(setting: SettingName): SectionName {
  return sectionNames.find(section => sectionSettings[section].includes(setting)) ?? firstSection
}
