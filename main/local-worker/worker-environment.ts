import { type SettingName, settingDefinitions } from '#contract/model/setting'
import { Secret } from '../base/secret.ts'
import { inherited } from './inherited.ts'

/** What the worker program reads by the same names as the root. */
const handedOn = [
  'maxConcurrentRequests',
  'provider',
  'defaultModel',
  'openaiApiKey',
  'openaiBaseUrl',
  'geminiApiKey',
  'geminiBaseUrl',
  'anthropicApiKey',
  'anthropicBaseUrl',
  'compatibleApiKey',
  'compatibleBaseUrl',
  'ollamaBaseUrl',
  'lmstudioBaseUrl',
  'logLevel',
  'rootSecret',
] as const satisfies readonly SettingName[]

/** What is of this computer alone: an address that a host elsewhere does not have, a secret that it must not have. */
const ownOnly: ReadonlySet<SettingName> = new Set<SettingName>([
  'rootSecret',
  'ollamaBaseUrl',
  'lmstudioBaseUrl',
])

const handedOnAsIs = [
  'NODE_EXTRA_CA_CERTS',
  // Where traces go; not OTEL_SERVICE_NAME, which is the root node's.
  'OTEL_SDK_DISABLED',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_EXPORTER_OTLP_CERTIFICATE',
  'OTEL_TRACES_SAMPLER_ARG',
]

/** The models that the root is set to, for a worker on another computer. */
export function remoteWorkerSettings(settings: HandedOn): Readonly<Record<string, string>> {
  const set = handedOn
    .filter(name => !ownOnly.has(name))
    .map(name => [settingDefinitions[name].env, textOf(settings[name])] as const)
  return Object.fromEntries(set.filter(([, value]) => value !== ''))
}

type HandedOn = Readonly<Record<(typeof handedOn)[number], Secret | string | number | null>>

/** The environment of a local worker: a free port on loopback, and the models that the root is set to. */
export function workerEnvironment(
  workerId: string,
  settings: HandedOn,
  environment: Readonly<Record<string, string | undefined>>,
  /** The interpreter for tools; null where there is none. */
  python: string | null,
): Readonly<Record<string, string>> {
  const set = handedOn.map(name => [settingDefinitions[name].env, textOf(settings[name])] as const)
  return {
    ...inherited(environment, handedOnAsIs),
    ...Object.fromEntries(set),
    WORKER_ID: workerId,
    WORKER_HOST: '127.0.0.1',
    WORKER_PORT: '0',
    BANYAN_PARENT: String(process.pid),
    ...(python === null ? {} : { BANYAN_PYTHON: python }),
  }
}

function textOf(value: Secret | string | number | null): string {
  if (value === null) return ''
  return value instanceof Secret ? value.reveal() : String(value)
}
