/** A retry costs what five requests bring in; and what one costs comes in each second whatever happens. */
const aRetry = 5
/** What is there when nothing failed for a while: enough for all that one worker was doing when it died. */
const most = 100 * aRetry

/** Keeps retries from multiplying what is too much already (Finagle's retry budget). */
export class RetryBudget {
  readonly #now: () => number
  #left = most
  #at: number

  /** `now` in milliseconds that only go up. */
  constructor(now: () => number) {
    this.#now = now
    this.#at = now()
  }

  /** A request came. */
  deposit(): void {
    if (this.#left < most) this.#left++
  }

  /** Whether one more retry is let through. */
  take(): boolean {
    const now = this.#now()
    this.#left = Math.min(most, this.#left + ((now - this.#at) / 1000) * aRetry)
    this.#at = now
    if (this.#left < aRetry) return false
    this.#left -= aRetry
    return true
  }
}
