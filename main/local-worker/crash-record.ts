import { backoffMs } from '../base/backoff.ts'

/** How long to wait before a start, and when to do without; every time in milliseconds. */
export interface LocalPace {
  readonly restart: { readonly firstMs: number; readonly mostMs: number }
  /** A worker that ran this long was well; its next crash is a first one again. */
  readonly wellAfterMs: number
  /** After so many crashes in a row nobody waits for it any more. */
  readonly hopelessCrashes: number
  /** So many crashes within this time, and it is given up. */
  readonly mostCrashes: number
  readonly withinMs: number
  /** How long a process may take until it listens. */
  readonly listenWithinMs: number
  /** How long a worker that the health watch calls silent is left to come round by itself. */
  readonly hungAfterMs: number
  /** For each of the steps start and health. */
  readonly readyWithinMs: number
}

export const usualPace: LocalPace = {
  restart: { firstMs: 500, mostMs: 30_000 },
  wellAfterMs: 60_000,
  hopelessCrashes: 4,
  mostCrashes: 5,
  withinMs: 60_000,
  listenWithinMs: 60_000,
  hungAfterMs: 10_000,
  readyWithinMs: 30_000,
}

export type AfterCrash =
  | { readonly kind: 'retry'; readonly waitMs: number; readonly isHopeless: boolean }
  | { readonly kind: 'give-up' }

/** Remembers when a worker crashed, and says what is to be done about it. */
export class CrashRecord {
  readonly #pace: LocalPace
  #inARow = 0
  #times: readonly number[] = []

  constructor(pace: LocalPace) {
    this.#pace = pace
  }

  add(now: number, ranMs: number): AfterCrash {
    const { restart, wellAfterMs, hopelessCrashes, mostCrashes, withinMs } = this.#pace
    if (ranMs > wellAfterMs) this.#inARow = 0
    this.#times = [...this.#times.filter(time => now - time < withinMs), now]
    if (this.#times.length >= mostCrashes) return { kind: 'give-up' }
    const waitMs = backoffMs(this.#inARow, restart)
    this.#inARow++
    return { kind: 'retry', waitMs, isHopeless: this.#inARow >= hopelessCrashes }
  }

  forget(): void {
    this.#inARow = 0
    this.#times = []
  }
}
