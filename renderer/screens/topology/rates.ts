const seconds = 10

/** How often something happened in a second, over the last ten, by what it happened to. */
export class Rates {
  readonly #counts = new Map<string, Uint16Array>()
  #second = 0
  #since: number | null = null

  add(key: string, now: number): void {
    this.#turn(now)
    this.#since ??= this.#second
    let counts = this.#counts.get(key)
    if (!counts) {
      counts = new Uint16Array(seconds)
      this.#counts.set(key, counts)
    }
    const at = this.#second % seconds
    counts[at] = (counts[at] ?? 0) + 1
  }

  /** Of all that happened at all; what has been quiet for so long is forgotten. */
  all(now: number): Readonly<Record<string, number>> {
    this.#turn(now)
    const rates: Record<string, number> = {}
    const known = Math.min(seconds, this.#second - (this.#since ?? this.#second) + 1)
    for (const [key, counts] of this.#counts) {
      const sum = counts.reduce((total, count) => total + count, 0)
      if (sum === 0) this.#counts.delete(key)
      else rates[key] = sum / known
    }
    return rates
  }

  #turn(now: number): void {
    const second = Math.floor(now / 1_000)
    const passed = Math.min(seconds, second - this.#second)
    if (passed <= 0) return
    for (const counts of this.#counts.values()) {
      for (let back = 0; back < passed; back++) counts[(second - back) % seconds] = 0
    }
    this.#second = second
  }
}
