import type { RequestOutcome } from './request-entry.ts'

/** `first`; `retry` after one that failed; `rescue` of a stream that broke; `hedge` beside one that is slow. */
export const attemptKinds = ['first', 'retry', 'rescue', 'hedge'] as const
export type AttemptKind = (typeof attemptKinds)[number]

/** How a worker was at a moment; of what it tells itself, as it told last. */
export interface WorkerMoment {
  /** Percent that are taken; null where it does not tell. */
  readonly cpu: number | null
  readonly memory: number | null
  readonly disk: number | null
  /** With the attempt that it is told of. */
  readonly inFlight: number
  readonly slots: number
}

/** One try of a request at one worker; times in milliseconds after the request came. */
export interface AttemptNote {
  readonly workerId: string
  /** As it was asked of this worker; null: any. */
  readonly model: string | null
  readonly kind: AttemptKind
  readonly beganMs: number
  /** Null when nothing was handed on. */
  readonly firstTokenMs: number | null
  readonly endedMs: number
  readonly outcome: Exclude<RequestOutcome, 'refused'>
  readonly errorCode: string | null
  /** Why it failed, in a short English sentence. */
  readonly detail: string | null
  /** Its worker as it failed; null: it did not fail, or it was not kept. */
  readonly workerThen: WorkerMoment | null
}

/** The way that a request took. */
export interface RequestTrail {
  /** In the line for a free slot, or for a provider that asked to wait. */
  readonly waitedMs: number
  readonly attempts: readonly AttemptNote[]
}
