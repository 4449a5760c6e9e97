import type { OfflineReason } from '#contract/model/offline-reason'
import { type ProviderReport, WorkerHealth } from '#contract/wire/health'
import type { NodeRole, Vitals } from '#contract/wire/node'
import { ProtocolNote, protocolGap, spokenProtocol } from '#contract/wire/protocol'
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
      readonly priority: number
      readonly role: NodeRole
      readonly vitals: Vitals | null
      readonly providers: readonly ProviderReport[]
      readonly models: readonly string[]
      readonly defaultModel: string | null
    }
  | { readonly kind: 'plain'; readonly models: readonly string[] }
  /** It answered, but is not to be used. */
  | { readonly kind: 'refused'; readonly reason: OfflineReason }

/** Reads the answer to `GET /health`; null when it is no worker of ours, so that it may be a plain server. */
export function readHealth({ status, headers, body }: WholeAnswer): HealthReport | null {
  const json = parseJson(body)
  // First of all: what else it says may be read only when it speaks what we speak.
  const outdated = isOurs(json) ? outdatedSide(json) : null
  if (outdated) return refused(outdated)
  if (headers[refusedHeader] !== undefined) {
    return refused({ kind: 'told', text: errorMessage(json) })
  }
  if (!isOurs(json)) return null
  const health = WorkerHealth.safeParse(json)
  if (!health.success) {
    return refused({ kind: 'secret-differs' })
  }
  return reportOf(health.data, status === 503)
}

/** A worker's own words, as it says them when it is looked at and in some heartbeats. */
export function reportOf(
  data: WorkerHealth,
  isUnavailable = false,
): Extract<HealthReport, { kind: 'banyan' }> {
  return {
    kind: 'banyan',
    name: data.worker_id,
    isDraining: data.status === 'draining' || isUnavailable,
    version: data.version,
    slots: data.max_concurrent_requests,
    weight: data.weight,
    priority: data.priority ?? 0,
    role: data.role ?? 'worker',
    vitals: data.vitals ?? null,
    providers: data.providers,
    models: [...new Set(data.providers.flatMap(provider => provider.models))],
    defaultModel: data.default_model,
  }
}

/** Reads the answer to `GET /v1/models`, which is the health of a plain OpenAI-compatible server. */
export function readModels({ status, body }: WholeAnswer): HealthReport {
  if (status === 401 || status === 403) return refused({ kind: 'key-refused' })
  if (status !== 200) return refused({ kind: 'answers-error', status })
  const json = parseJson(body)
  const list = isRecord(json) && Array.isArray(json['data']) ? json['data'] : null
  if (!list) return refused({ kind: 'not-openai' })
  const models = list.flatMap(entry =>
    isRecord(entry) && typeof entry['id'] === 'string' ? [entry['id']] : [],
  )
  return { kind: 'plain', models }
}

function outdatedSide(json: unknown): OfflineReason | null {
  const note = ProtocolNote.safeParse(json)
  const gap = note.success ? protocolGap(spokenProtocol, note.data) : null
  return gap && { kind: `${gap.older}-outdated`, speaks: gap.speaks, needed: gap.needed }
}

function refused(reason: OfflineReason): HealthReport {
  return { kind: 'refused', reason }
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
