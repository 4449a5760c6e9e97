interface Generation {
  readonly seen: Set<string>
  readonly since: number
  newestTimestamp: number
}

/**
 * Remembers nonces in two generations, so that memory is bounded. A dropped generation takes every
 * timestamp up to its newest with it: what was forgotten can be refused without being remembered.
 */
export class Nonces {
  readonly #lifeMs: number
  readonly #mostPerGeneration: number
  #current: Generation
  #previous: Generation
  #floor = 0

  constructor(lifeMs: number, mostPerGeneration: number, now: number) {
    this.#lifeMs = lifeMs
    this.#mostPerGeneration = mostPerGeneration
    this.#current = startGeneration(now)
    this.#previous = startGeneration(now)
  }

  /** False when the nonce was used before, or is too old to tell. */
  use(nonce: string, timestamp: number, now: number): boolean {
    if (timestamp <= this.#floor) return false
    if (this.#current.seen.has(nonce) || this.#previous.seen.has(nonce)) return false
    const isOld = now - this.#current.since >= 2 * this.#lifeMs
    if (isOld || this.#current.seen.size >= this.#mostPerGeneration) this.#turn(now)
    this.#current.seen.add(nonce)
    this.#current.newestTimestamp = Math.max(this.#current.newestTimestamp, timestamp)
    return true
  }

  #turn(now: number): void {
    this.#floor = Math.max(this.#floor, this.#previous.newestTimestamp)
    this.#previous = this.#current
    this.#current = startGeneration(now)
  }
}

function startGeneration(now: number): Generation {
  return { seen: new Set(), since: now, newestTimestamp: 0 }
}
