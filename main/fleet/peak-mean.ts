/** How long a sample weighs: after so many milliseconds its share has fallen to 1/e. */
const decayMs = 10_000

/**
 * A mean that jumps up with a sample above it, and comes down slowly (peak-EWMA, as Finagle has
 * it): who was slow just now is believed to be slow, for a while.
 */
export class PeakMean {
  #mean = 0
  #at: number | null = null

  /** `now` in milliseconds that only go up. */
  add(sample: number, now: number): void {
    const before = this.#at === null ? 0 : Math.exp((this.#at - now) / decayMs)
    this.#mean = sample > this.#mean ? sample : this.#mean * before + sample * (1 - before)
    this.#at = now
  }

  /** Sinks while nothing is heard, so that who was slow once is tried again; null before the first sample. */
  value(now: number): number | null {
    return this.#at === null ? null : this.#mean * Math.exp((this.#at - now) / decayMs)
  }
}
