import { z } from 'zod'
import { ProviderName } from '../wire/health.ts'
import { alertSettings } from './alert-settings.ts'
import { backupSettings } from './backup-settings.ts'
import { healingModes } from './healing.ts'
import { hostSettings } from './host-settings.ts'
import { define } from './setting-definition.ts'
import {
  count,
  flag,
  hostName,
  jsonOf,
  list,
  milliseconds,
  modelName,
  optionalText,
  optionalUrl,
  origin,
  port,
} from './setting-form.ts'
import { StrategyName } from './strategy.ts'

/** Where a setting's value came from, strongest first. */
export const settingSources = ['flag', 'environment', 'saved', 'default'] as const
export type SettingSource = (typeof settingSources)[number]

const aPort = 'a whole number from 0 to 65535 (0 picks a free port)'
const aUrl = 'an http:// or https:// address, or nothing'
const aCount = 'a whole number from 1 up'
const someMilliseconds = 'a whole number of milliseconds from 100 to 3600000'
const onOff = 'true or false'
const aKey = 'a key, or nothing'

/** Every setting of the root node: flag before environment before saved before default. */
export const settingDefinitions = {
  host: define({
    env: 'ROOT_NODE_HOST',
    schema: z.string().min(1),
    fallback: '127.0.0.1',
    allowed: 'an address of this computer',
  }),
  port: define({ env: 'ROOT_NODE_PORT', schema: port, fallback: '3000', allowed: aPort }),
  rootSecret: define({
    env: 'ROOT_NODE_SECRET',
    schema: z.union([z.literal('').transform(() => null), z.string().min(16)]),
    fallback: '',
    allowed: 'at least 16 characters',
    secret: true,
  }),
  ownerSecretAlways: define({
    env: 'OWNER_SECRET_ALWAYS',
    schema: flag,
    fallback: 'false',
    allowed: onOff,
  }),
  allowedHosts: define({
    env: 'ALLOWED_HOSTS',
    schema: list(hostName),
    fallback: '',
    allowed: 'names of this computer without a port, separated by commas',
  }),
  allowedOrigins: define({
    env: 'ALLOWED_ORIGINS',
    schema: list(origin),
    fallback: '',
    allowed: 'origins such as https://chat.example or app://obsidian.md, separated by commas',
  }),
  workers: define({
    env: 'WORKERS',
    schema: z.string(),
    fallback: '',
    allowed: 'http:// or https:// addresses, separated by commas',
  }),
  localWorker: define({ env: 'LOCAL_WORKER', schema: flag, fallback: 'true', allowed: onOff }),
  localWorkers: define({
    env: 'LOCAL_WORKERS',
    schema: z.coerce.number().int().min(0).max(16),
    fallback: '1',
    allowed: 'a whole number from 0 to 16',
  }),
  pythonTools: define({ env: 'PYTHON_TOOLS', schema: flag, fallback: 'false', allowed: onOff }),
  maxConcurrentRequests: define({
    env: 'MAX_CONCURRENT_REQUESTS',
    schema: count,
    fallback: '5',
    allowed: aCount,
  }),
  healthCheckIntervalMs: define({
    env: 'HEALTH_CHECK_INTERVAL_MS',
    schema: milliseconds,
    fallback: '10000',
    allowed: someMilliseconds,
  }),
  nodeOfflineSeconds: define({
    env: 'NODE_OFFLINE_AFTER',
    schema: z.coerce.number().int().min(1).max(3_600),
    fallback: '60',
    allowed: 'a whole number of seconds from 1 to 3600',
  }),
  workerTimeoutMs: define({
    env: 'WORKER_TIMEOUT_MS',
    schema: milliseconds,
    fallback: '30000',
    allowed: someMilliseconds,
  }),
  maxRetries: define({
    env: 'AI_NODE_MAX_RETRIES',
    schema: z.coerce.number().int().min(0).max(10),
    fallback: '3',
    allowed: 'a whole number from 0 to 10',
  }),
  minConsensusNodes: define({
    env: 'MIN_CONSENSUS_NODES',
    schema: z.coerce.number().int().min(1).max(25),
    fallback: '3',
    allowed: 'a whole number from 1 to 25',
  }),
  nodeTimeoutSeconds: define({
    env: 'AI_NODE_TIMEOUT',
    schema: z.coerce.number().int().min(1).max(3_600),
    fallback: '60',
    allowed: 'a whole number of seconds from 1 to 3600',
  }),
  consensusAllowsLocal: define({
    env: 'CONSENSUS_ALLOW_LOCAL',
    schema: flag,
    fallback: 'false',
    allowed: onOff,
  }),
  strategy: define({
    env: 'LOAD_BALANCE_STRATEGY',
    schema: StrategyName,
    fallback: 'least-connections',
    allowed: StrategyName.options.join(', '),
  }),
  modelStrategies: define({
    env: 'MODEL_STRATEGIES',
    schema: jsonOf(z.record(modelName, StrategyName)),
    fallback: '{}',
    allowed: 'JSON such as {"gpt-4o": "fastest"}',
  }),
  modelAliases: define({
    env: 'MODEL_ALIASES',
    schema: jsonOf(z.record(modelName, z.array(modelName).min(1).max(10))),
    fallback: '{}',
    allowed:
      'JSON such as {"gpt-4o": ["gpt-4o", "gemini-2.5-flash"]}: what to ask, one after the other',
  }),
  firstTokenTimeoutMs: define({
    env: 'FIRST_TOKEN_TIMEOUT_MS',
    schema: milliseconds,
    fallback: '15000',
    allowed: someMilliseconds,
  }),
  chunkTimeoutMs: define({
    env: 'CHUNK_TIMEOUT_MS',
    schema: milliseconds,
    fallback: '20000',
    allowed: someMilliseconds,
  }),
  streamRescue: define({ env: 'STREAM_RESCUE', schema: flag, fallback: 'true', allowed: onOff }),
  hedging: define({ env: 'HEDGING', schema: flag, fallback: 'false', allowed: onOff }),
  sessionTokenBudget: define({
    env: 'SESSION_TOKEN_BUDGET',
    schema: z.coerce.number().int().min(100),
    fallback: '8000',
    allowed: 'a whole number from 100 up',
    appliesAtOnce: true,
  }),
  provider: define({
    env: 'MODEL_PROVIDER',
    schema: z.union([z.literal('auto'), ProviderName]),
    fallback: 'auto',
    allowed: `auto, ${ProviderName.options.join(', ')}`,
  }),
  defaultModel: define({
    env: 'DEFAULT_MODEL',
    schema: optionalText,
    fallback: '',
    allowed: 'the name of a model, or nothing',
  }),
  openaiApiKey: define({
    env: 'OPENAI_API_KEY',
    schema: optionalText,
    fallback: '',
    allowed: aKey,
    secret: true,
  }),
  openaiBaseUrl: define({
    env: 'OPENAI_BASE_URL',
    schema: optionalUrl,
    fallback: '',
    allowed: aUrl,
  }),
  geminiApiKey: define({
    env: 'GEMINI_API_KEY',
    schema: optionalText,
    fallback: '',
    allowed: aKey,
    secret: true,
  }),
  geminiBaseUrl: define({
    env: 'GEMINI_BASE_URL',
    schema: optionalUrl,
    fallback: '',
    allowed: aUrl,
  }),
  anthropicApiKey: define({
    env: 'ANTHROPIC_API_KEY',
    schema: optionalText,
    fallback: '',
    allowed: aKey,
    secret: true,
  }),
  anthropicBaseUrl: define({
    env: 'ANTHROPIC_BASE_URL',
    schema: optionalUrl,
    fallback: '',
    allowed: aUrl,
  }),
  compatibleApiKey: define({
    env: 'COMPATIBLE_API_KEY',
    schema: optionalText,
    fallback: '',
    allowed: aKey,
    secret: true,
  }),
  compatibleBaseUrl: define({
    env: 'COMPATIBLE_BASE_URL',
    schema: optionalUrl,
    fallback: '',
    allowed: aUrl,
  }),
  ollamaBaseUrl: define({
    env: 'OLLAMA_BASE_URL',
    schema: optionalUrl,
    fallback: 'http://127.0.0.1:11434',
    allowed: aUrl,
  }),
  lmstudioBaseUrl: define({
    env: 'LMSTUDIO_BASE_URL',
    schema: optionalUrl,
    fallback: 'http://127.0.0.1:1234',
    allowed: aUrl,
  }),
  ...backupSettings,
  healing: define({
    env: 'HEALING',
    schema: z.enum(healingModes),
    fallback: 'on',
    allowed: 'one of on, dry-run, off',
  }),
  ...alertSettings,
  ...hostSettings,
  logLevel: define({
    env: 'LOG_LEVEL',
    schema: z.enum(['error', 'warn', 'info', 'debug']),
    fallback: 'info',
    allowed: 'error, warn, info or debug',
    appliesAtOnce: true,
  }),
  logDir: define({
    env: 'LOG_DIR',
    schema: optionalText,
    fallback: '',
    allowed: 'a folder',
    notSaved: true,
  }),
  dataDir: define({
    env: 'DATA_DIR',
    schema: optionalText,
    fallback: '',
    allowed: 'a folder',
    notSaved: true,
  }),
} as const

export type SettingName = keyof typeof settingDefinitions
export const settingNames = Object.keys(settingDefinitions) as readonly SettingName[] // sound: the keys of the literal above
export const SettingName = z.enum(settingNames)

/** Every setting with its parsed value. */
export type Settings = {
  readonly [N in SettingName]: z.output<(typeof settingDefinitions)[N]['schema']>
}

export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

/** One setting as the window shows it. */
export interface SettingView {
  readonly name: SettingName
  /** As text; always null for a secret. */
  readonly value: string | null
  readonly isSet: boolean
  readonly isSecret: boolean
  readonly source: SettingSource
}
