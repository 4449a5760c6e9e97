import { type ProviderReport, protocolVersion, WorkerHealth } from '#contract/wire/health'
import { refusedHeader } from '#contract/wire/signature'
import type { WholeAnswer } from '../base/whole-answer.ts'

/** What one look at a worker found. */
export type HealthReport =
  | {
      readonly kind: 'banyan'
      /** What it calls itself. */
      readonly name: string
      readonly isDraining: boolean
      readonly version: string
      readonly slots: number
      readonly weight: number
      readonly providers: readonly ProviderReport[]
      readonly models: readonly string[]
      readonly defaultModel: string | null
    }
  | { readonly kind: 'plain'; readonly models: readonly string[] }
  /** It answered, but is not to be used. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Reads the answer to `GET /health`; null when it is no worker of ours, so that it may be a plain server. */
export function readHealth({ status, headers, body }: WholeAnswer): HealthReport | null {
  const json = parseJson(body)
  if (headers[refusedHeader] !== undefined) {
    return {
      kind: 'refused',
      reason: errorMessage(json),
    }
  }
  if (!isOurs(json)) return null
  const health = WorkerHealth.safeParse(json)
  if (!health.success) {
    return {
      kind: 'refused',
      reason: 'it does not accept our root secret: set the same ROOT_NODE_SECRET on both',
    }
  }
  if (health.data.protocol !== protocolVersion) {
    return {
      kind: 'refused',
      reason: `it speaks protocol ${health.data.protocol}, this root node ${protocolVersion}: update the older one`,
    }
  }
  const { data } = health
  return {
    kind: 'banyan',
    name: data.worker_id,
    isDraining: data.status === 'draining' || status === 503,
    version: data.version,
    slots: data.max_concurrent_requests,
    weight: data.weight,
    providers: data.providers,
    models: [...new Set(data.providers.flatMap(provider => provider.models))],
    defaultModel: data.default_model,
  }
}

/** Reads the answer to `GET /v1/models`, which is the health of a plain OpenAI-compatible server. */
export function readModels({ status, body }: WholeAnswer): HealthReport {
  if (status === 401 || status === 403) return { kind: 'refused', reason: 'it refuses our key' }
  if (status !== 200) return { kind: 'refused', reason: `it answers ${status}` }
  const json = parseJson(body)
  const list = isRecord(json) && Array.isArray(json['data']) ? json['data'] : null
  if (!list) return { kind: 'refused', reason: 'it does not speak the OpenAI protocol' }
  const models = list.flatMap(entry =>
    isRecord(entry) && typeof entry['id'] === 'string' ? [entry['id']] : [],
  )
  return { kind: 'plain', models }
}

function errorMessage(json: unknown): string {
  const error = isRecord(json) ? json['error'] : null
  const message = isRecord(error) ? error['message'] : null
  return typeof message === 'string' ? message : 'It refuses our signature.'
}

function isOurs(json: unknown): boolean {
  return isRecord(json) && json['banyan'] === 'worker'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
