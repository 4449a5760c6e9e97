/** Requests of one minute, by when they came. */
export interface Minute {
  readonly requests: number
  readonly failed: number
}

const minuteMs = 60_000
export const shownMinutes = 60

/** What came in each of the last minutes. */
export class Minutes {
  readonly #minutes = new Map<number, { requests: number; failed: number }>()
  /** Since when all are counted; before it nothing is known. */
  #knownFrom: number

  constructor(now: number) {
    this.#knownFrom = now
  }

  add(at: number, isFailed: boolean): void {
    const minute = Math.floor(at / minuteMs)
    const known = this.#minutes.get(minute) ?? { requests: 0, failed: 0 }
    known.requests++
    if (isFailed) known.failed++
    this.#minutes.set(minute, known)
    if (this.#minutes.size > 2 * shownMinutes) this.#forget(minute)
  }

  /** Counted elsewhere too: what was told before the answer came is in both. */
  atLeast(at: number, counted: Minute): void {
    if (counted.requests === 0) return
    const minute = Math.floor(at / minuteMs)
    const known = this.#minutes.get(minute) ?? { requests: 0, failed: 0 }
    this.#minutes.set(minute, {
      requests: Math.max(known.requests, counted.requests),
      failed: Math.max(known.failed, counted.failed),
    })
  }

  /** The past was read back to that moment. */
  reachesBackTo(moment: number): void {
    this.#knownFrom = Math.min(this.#knownFrom, moment)
  }

  /** The last hour, the oldest minute first; null where it is not known. */
  lastHour(now: number): readonly (Minute | null)[] {
    const last = Math.floor(now / minuteMs)
    return Array.from({ length: shownMinutes }, (_, at) => {
      const minute = last - shownMinutes + 1 + at
      const known = this.#minutes.get(minute)
      if (known) return { ...known }
      return (minute + 1) * minuteMs > this.#knownFrom ? { requests: 0, failed: 0 } : null
    })
  }

  #forget(newest: number): void {
    for (const minute of this.#minutes.keys()) {
      if (minute <= newest - shownMinutes) this.#minutes.delete(minute)
    }
  }
}
