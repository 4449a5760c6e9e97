/** A worker as it stands now. */
export interface SeenWorker {
  readonly id: string
  readonly name: string
  /** Whether it can be asked, or may be soon as it is draining. */
  readonly isUp: boolean
  /** Since when that is so. */
  readonly since: number
  /** Why it is offline, where that is known. */
  readonly reason: string | null
}

/** The requests of the last minutes. */
export interface SeenRequests {
  /** Served or failed; a client that left is neither. */
  readonly counted: number
  readonly failed: number
  /** Streams that had a first content. */
  readonly streams: number
  /** Of their times to the first content; null without any. */
  readonly p95FirstTokenMs: number | null
  /** Whether they were counted for as long as was asked. */
  readonly isWhole: boolean
}

export interface SeenBudget {
  readonly appId: string
  readonly name: string
  readonly budgetUsd: number
  readonly spentUsd: number
}

export interface SeenDisk {
  readonly freeBytes: number
  readonly totalBytes: number
}

/** A machine that is free as long as it is used. */
export interface SeenIdle {
  readonly hostId: string
  readonly name: string
  /** Whether its cloud may stop it; null: not known yet, or not any more. */
  readonly isNear: boolean | null
  /** In percent; null without samples. Memory is null where it does not count. */
  readonly p95: {
    readonly cpu: number
    readonly network: number
    readonly memory: number | null
  } | null
}

/** What the rules look at, all of one moment. */
export interface Seen {
  readonly at: number
  readonly workers: readonly SeenWorker[]
  requests(overMs: number): SeenRequests
  readonly budgets: readonly SeenBudget[]
  /** Null: not known. */
  readonly disk: SeenDisk | null
  readonly idle: readonly SeenIdle[]
}
