import type { WorkerId } from '../ids.ts'
import type { ProviderReport } from '../wire/health.ts'
import type { NodeRole, Vitals } from '../wire/node.ts'
import type { OfflineReason } from './offline-reason.ts'

/** Where the root knows a worker from: its own child, `WORKERS=`, the window, from itself, or from a host that it was set up on. */
export const workerOrigins = ['local', 'environment', 'saved', 'registered', 'host'] as const
export type WorkerOrigin = (typeof workerOrigins)[number]

/** How requests reach it: a child's port, HTTP, HTTP through SSH, or mutual TLS. */
export const workerTransports = ['local', 'http', 'tunnel', 'tls'] as const
export type WorkerTransport = (typeof workerTransports)[number]

/** What is known of a worker's health; every time is in milliseconds since 1970. */
export type WorkerPhase =
  | { readonly name: 'starting' }
  | { readonly name: 'healthy'; readonly since: number }
  /** It has next to no processor or memory left. */
  | { readonly name: 'degraded'; readonly since: number }
  /** Heartbeats are missing. */
  | { readonly name: 'suspect'; readonly since: number }
  | { readonly name: 'draining'; readonly since: number }
  /** Requests failed there one after the other: for a while it gets none. */
  | { readonly name: 'isolated'; readonly since: number }
  /** Its owner took it out of service. */
  | { readonly name: 'maintenance'; readonly since: number }
  | {
      readonly name: 'offline'
      readonly since: number
      readonly reason: OfflineReason
      readonly retryAt: number | null
    }

export const phaseNames = [
  'starting',
  'healthy',
  'degraded',
  'suspect',
  'draining',
  'isolated',
  'maintenance',
  'offline',
] as const satisfies readonly WorkerPhase['name'][]

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
  /** The host that it was set up on; null where the root node set up none. */
  readonly hostName: string | null
  /** Null while a local worker has no port yet. Through a tunnel, where SSH goes: `ssh://…`. */
  readonly url: string | null
  readonly phase: WorkerPhase
  /** Null while unknown, and for a plain OpenAI-compatible server. */
  readonly version: string | null
  readonly slots: number
  readonly weight: number
  /** 0 is asked first. */
  readonly priority: number
  readonly role: NodeRole
  /** Null where it does not tell. */
  readonly vitals: Vitals | null
  readonly providers: readonly ProviderReport[]
  readonly models: readonly string[]
  readonly defaultModel: string | null
  readonly load: WorkerLoad
}

/** Whether it is given model requests, be it as the last choice. */
export function isServing({ phase, role }: Pick<Worker, 'phase' | 'role'>): boolean {
  return isUp(phase) && takesRequests(role)
}

export function isUp({ name }: WorkerPhase): boolean {
  return name === 'healthy' || name === 'degraded' || name === 'suspect'
}

export function takesRequests(role: NodeRole): boolean {
  return role === 'worker' || role === 'backup'
}
