import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { z } from 'zod'
import { FaultError } from '#contract/fault'
import { settingDefinitions as shared } from '#contract/model/setting'
import { optionalUrl } from '#contract/model/setting-form'
import { mostPriority, NodePriority, NodeRole, nodeRoles } from '#contract/wire/node'
import { withSecretFiles } from './secret-files.ts'

interface Definition<S extends z.ZodType> {
  /** The environment variables to look at; the first that is set wins. */
  readonly names: readonly string[]
  readonly schema: S
  readonly fallback: string
  readonly allowed: string
  readonly secret?: true
  /** Set to nothing is a choice of its own, not the same as not set. */
  readonly blankIsChoice?: true
}

const define = <S extends z.ZodType>(definition: Definition<S>): Definition<S> => definition

const anAddress = 'an http:// or https:// address, or nothing'

const file = {
  schema: z.string().transform(path => (path === '' ? null : path)),
  fallback: '',
  allowed: 'a file that the worker may read',
}

const definitions = {
  workerId: define({
    names: ['WORKER_ID', 'NODE_NAME'],
    schema: z.string().trim().min(1).max(128),
    fallback: `worker-${hostname().slice(0, 100)}`,
    allowed: 'a name of 1 to 128 characters',
  }),
  port: define({ ...shared.port, names: ['WORKER_PORT', 'NODE_PORT'], fallback: '3001' }),
  host: define({ ...shared.host, names: ['WORKER_HOST', 'NODE_HOST'] }),
  tlsCertificateFile: define({ ...file, names: ['WORKER_TLS_CERT_FILE'] }),
  tlsKeyFile: define({ ...file, names: ['WORKER_TLS_KEY_FILE'] }),
  tlsAuthorityFile: define({ ...file, names: ['WORKER_TLS_CA_FILE'] }),
  secret: define({ ...shared.rootSecret, names: ['ROOT_NODE_SECRET', 'NODE_API_KEY'] }),
  previousSecret: define({ ...shared.rootSecret, names: ['ROOT_NODE_SECRET_PREVIOUS'] }),
  maxConcurrentRequests: define({
    ...shared.maxConcurrentRequests,
    names: [shared.maxConcurrentRequests.env],
  }),
  weight: define({
    names: ['NODE_WEIGHT'],
    schema: z.coerce.number().positive().max(1000),
    fallback: '1',
    allowed: 'a number above 0, up to 1000',
  }),
  priority: define({
    names: ['NODE_PRIORITY'],
    schema: z.coerce.number().pipe(NodePriority),
    fallback: '0',
    allowed: `a whole number from 0 (first) to ${mostPriority}`,
  }),
  role: define({
    names: ['NODE_ROLE'],
    schema: NodeRole,
    fallback: 'worker',
    allowed: nodeRoles.join(', '),
  }),
  rootUrl: define({
    names: ['ROOT_NODE_URL', 'AGGREGATOR_URL'],
    schema: optionalUrl,
    fallback: '',
    allowed: anAddress,
  }),
  publicUrl: define({
    names: ['WORKER_PUBLIC_URL'],
    schema: optionalUrl,
    fallback: '',
    allowed: anAddress,
  }),
  heartbeatSeconds: define({
    names: ['HEARTBEAT_INTERVAL'],
    schema: z.union([z.literal('').transform(() => null), z.coerce.number().min(0.1).max(3_600)]),
    fallback: '',
    allowed: 'a number of seconds from 0.1 to 3600',
  }),
  logLevel: define({ ...shared.logLevel, names: [shared.logLevel.env] }),
  provider: define({ ...shared.provider, names: [shared.provider.env] }),
  defaultModel: define({ ...shared.defaultModel, names: [shared.defaultModel.env] }),
  openaiApiKey: define({ ...shared.openaiApiKey, names: [shared.openaiApiKey.env] }),
  openaiBaseUrl: define({ ...shared.openaiBaseUrl, names: [shared.openaiBaseUrl.env] }),
  geminiApiKey: define({ ...shared.geminiApiKey, names: [shared.geminiApiKey.env] }),
  geminiBaseUrl: define({ ...shared.geminiBaseUrl, names: [shared.geminiBaseUrl.env] }),
  anthropicApiKey: define({ ...shared.anthropicApiKey, names: [shared.anthropicApiKey.env] }),
  anthropicBaseUrl: define({ ...shared.anthropicBaseUrl, names: [shared.anthropicBaseUrl.env] }),
  compatibleApiKey: define({ ...shared.compatibleApiKey, names: [shared.compatibleApiKey.env] }),
  compatibleBaseUrl: define({ ...shared.compatibleBaseUrl, names: [shared.compatibleBaseUrl.env] }),
  ollamaBaseUrl: define({
    ...shared.ollamaBaseUrl,
    names: [shared.ollamaBaseUrl.env],
    blankIsChoice: true,
  }),
  lmstudioBaseUrl: define({
    ...shared.lmstudioBaseUrl,
    names: [shared.lmstudioBaseUrl.env],
    blankIsChoice: true,
  }),
  providerTimeoutMs: define({
    ...shared.workerTimeoutMs,
    names: ['PROVIDER_TIMEOUT_MS'],
    fallback: '300000',
  }),
  shutdownGraceMs: define({
    names: ['SHUTDOWN_GRACE_MS'],
    schema: z.coerce.number().int().min(0).max(600_000),
    fallback: '10000',
    allowed: 'a whole number of milliseconds from 0 to 600000',
  }),
} as const

/** What one worker was started with. */
export type WorkerSettings = {
  readonly [N in keyof typeof definitions]: z.output<(typeof definitions)[N]['schema']>
}

/** Throws a FaultError that names the variable, the value and what is allowed. */
export function readSettings(environment: NodeJS.ProcessEnv): WorkerSettings {
  const all: readonly [string, Definition<z.ZodType>][] = Object.entries(definitions)
  const secretNames = all.flatMap(([, { secret, names }]) => (secret ? names : []))
  const filled = withSecretFiles(environment, secretNames)
  const entries = all.map(([key, definition]) => [key, readOne(definition, filled)])
  const settings = Object.fromEntries(entries) as WorkerSettings // sound: one parsed entry for each key
  if (!isLoopback(settings.host) && settings.secret === null) {
    throw new FaultError({ code: 'bind.needs-secret', host: settings.host })
  }
  return settings
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Everything that must never be written down. */
export function secretsOf(settings: WorkerSettings): readonly string[] {
  return [
    settings.secret,
    settings.previousSecret,
    settings.openaiApiKey,
    settings.geminiApiKey,
    settings.anthropicApiKey,
    settings.compatibleApiKey,
  ].filter(secret => secret !== null)
}

/** The first 8 hex digits of the secret's SHA-256: names a secret without telling it. */
export function keyIdOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8)
}

function readOne(definition: Definition<z.ZodType>, environment: NodeJS.ProcessEnv): unknown {
  const isChosen = (name: string) =>
    definition.blankIsChoice ? environment[name] !== undefined : environment[name]?.trim()
  const name = definition.names.find(isChosen)
  const text = (name && environment[name]) ?? definition.fallback
  const parsed = definition.schema.safeParse(text.trim())
  if (parsed.success) return parsed.data
  throw new FaultError({
    code: 'setting.invalid',
    name: name ?? definition.names.join(' or '),
    value: definition.secret ? '[secret]' : text,
    allowed: definition.allowed,
  })
}
