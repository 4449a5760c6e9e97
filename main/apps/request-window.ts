const windowMs = 60_000

export interface WindowState {
  readonly isLetIn: boolean
  readonly remaining: number
  /** Until one more may come, when none may now. */
  readonly retryAfterMs: number
  /** Until as many may come as ever. */
  readonly resetMs: number
}

/**
 * Lets so many in within any minute, exactly: it knows when each of the last ones came. What was
 * refused does not count, so that who keeps knocking gets in again.
 */
export class RequestWindow {
  readonly most: number
  readonly #times: Float64Array
  #oldest = 0
  #count = 0

  constructor(most: number) {
    this.most = most
    this.#times = new Float64Array(most)
  }

  take(now: number): WindowState {
    while (this.#count > 0 && this.#time(0) <= now - windowMs) {
      this.#oldest = (this.#oldest + 1) % this.most
      this.#count--
    }
    const isLetIn = this.#count < this.most
    if (isLetIn) {
      this.#times[(this.#oldest + this.#count) % this.most] = now
      this.#count++
    }
    return {
      isLetIn,
      remaining: this.most - this.#count,
      retryAfterMs: isLetIn ? 0 : this.#time(0) + windowMs - now,
      resetMs: this.#time(this.#count - 1) + windowMs - now,
    }
  }

  #time(place: number): number {
    return this.#times[(this.#oldest + place) % this.most] ?? 0
  }
}
