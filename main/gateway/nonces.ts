/**
 * Remembers nonces in two generations, so that memory is bounded. What a dropped one held is
 * refused by its timestamp.
 */
export class Nonces {
  readonly #lifeMs: number
  readonly #most: number
  #current = new Set<string>()
  #previous = new Set<string>()
  #since = Number.NEGATIVE_INFINITY
  #newest = 0
  #previousNewest = 0
  #floor = 0

  constructor(lifeMs: number, most: number) {
    this.#lifeMs = lifeMs
    this.#most = most
  }

  /** False when the nonce was used before, or is too old to tell; `now` only goes forward. */
  use(nonce: string, timestamp: number, now: number): boolean {
    if (timestamp <= this.#floor) return false
    if (this.#current.has(nonce) || this.#previous.has(nonce)) return false
    if (now - this.#since >= 2 * this.#lifeMs || this.#current.size >= this.#most) this.#turn(now)
    this.#current.add(nonce)
    this.#newest = Math.max(this.#newest, timestamp)
    return true
  }

  #turn(now: number): void {
    this.#floor = Math.max(this.#floor, this.#previousNewest)
    this.#previous = this.#current
    this.#previousNewest = this.#newest
    this.#current = new Set()
    this.#newest = 0
    this.#since = now
  }
}
