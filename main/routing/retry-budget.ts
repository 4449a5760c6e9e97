/** Of all requests, how many may be tried again; and a few a second whatever happens. */
const share = 0.2
const aSecond = 1
/** What is there when nothing failed for a while: enough for all that one worker was doing when it died. */
const most = 100

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
    if (this.#left < most) this.#left = Math.min(most, this.#left + share)
  }

  /** Whether one more retry is let through. */
  take(): boolean {
    const now = this.#now()
    this.#left = Math.min(most, this.#left + ((now - this.#at) / 1000) * aSecond)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
