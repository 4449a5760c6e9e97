import type { WorkerId } from '../ids.ts'
import type { ProviderReport } from '../wire/health.ts'
import type { OfflineReason } from './offline-reason.ts'

/** Where the root knows a worker from: its own child, `WORKERS=`, or the store. */
export type WorkerOrigin = 'local' | 'environment' | 'saved'

export type WorkerTransport = 'local' | 'http'

/** What is known of a worker's health; every time is in milliseconds since 1970. */
export type WorkerPhase =
  | { readonly name: 'starting' }
  | { readonly name: 'healthy'; readonly since: number }
  | { readonly name: 'draining'; readonly since: number }
  | {
      readonly name: 'offline'
      readonly since: number
      readonly reason: OfflineReason
      readonly retryAt: number | null
    }

/** Counted since the root started. */
export interface WorkerLoad {
  readonly inFlight: number
  readonly served: number
  readonly failed: number
  /** Moving means over the last answers, to the first token and to the end; null before the first. */
  readonly latencyMs: number | null
  readonly firstTokenMs: number | null
}

export interface Worker {
  readonly id: WorkerId
  readonly name: string
  readonly origin: WorkerOrigin
  readonly transport: WorkerTransport
  /** Null while a local worker has no port yet. */
  readonly url: string | null
  readonly phase: WorkerPhase
  /** Null while unknown, and for a plain OpenAI-compatible server. */
  readonly version: string | null
  readonly slots: number
  readonly weight: number
  readonly providers: readonly ProviderReport[]
  readonly models: readonly string[]
  readonly defaultModel: string | null
  readonly load: WorkerLoad
}
