import type { WorkerId } from '#contract/ids'

/** A worker as healing looks at it. */
export interface SeenWorker {
  readonly id: WorkerId
  readonly state: 'up' | 'strained' | 'offline' | 'given-up' | 'isolated' | 'out-of-service'
  /** Requests that failed there one after the other, by the worker's fault. */
  readonly faultsInARow: number
  readonly isFull: boolean
}

export interface SeenFleet {
  readonly workers: readonly SeenWorker[]
  /** Requests that wait for a free slot. */
  readonly waiting: number
}

/** What concerns no single worker. */
export const wholeFleet = 'fleet'
