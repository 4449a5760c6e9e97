interface Place {
  readonly party: string
  readonly wake: () => void
  readonly timer: NodeJS.Timeout
}

/**
 * Requests that found every worker busy, bounded in number and in time. Parties take turns, so
 * that one with many requests does not keep the others waiting; within a party first come is first
 * served.
 */
export class WaitingLine {
  readonly #most: number
  /** A party is moved to the end when it had its turn. */
  readonly #parties = new Map<string, Set<Place>>()
  #size = 0

  constructor(most: number) {
    this.#most = most
  }

  get isEmpty(): boolean {
    return this.#size === 0
  }

  get size(): number {
    return this.#size
  }

  /** Null when the line is full; else the function that leaves it. `wake` or `giveUp` is called once. */
  join(party: string, withinMs: number, wake: () => void, giveUp: () => void): (() => void) | null {
    if (this.#size >= this.#most) return null
    const timer = setTimeout(() => {
      if (this.#leave(place)) giveUp()
    }, withinMs)
    const place: Place = { party, wake, timer }
    const places = this.#parties.get(party) ?? new Set()
    this.#parties.set(party, places.add(place))
    this.#size++
    return () => this.#leave(place)
  }

  /** All may look again, in turn, as long as there is something to be had. Who finds nothing joins again. */
  wake(isAnyFree: () => boolean): void {
    for (const place of this.#inTurn()) {
      if (!isAnyFree()) return
      if (!this.#leave(place)) continue
      this.#hadTurn(place.party)
      place.wake()
    }
  }

  /** Everybody who waits now: the first of each party, then the second of each. */
  #inTurn(): readonly Place[] {
    const lists = [...this.#parties.values()].map(places => [...places])
    const longest = Math.max(0, ...lists.map(list => list.length))
    return Array.from({ length: longest }, (_, round) =>
      lists.flatMap(list => list[round] ?? []),
    ).flat()
  }

  #hadTurn(party: string): void {
    const places = this.#parties.get(party)
    if (!places) return
    this.#parties.delete(party)
    this.#parties.set(party, places)
  }

  #leave(place: Place): boolean {
    clearTimeout(place.timer)
    const places = this.#parties.get(place.party)
    if (!places?.delete(place)) return false
    this.#size--
    if (places.size === 0) this.#parties.delete(place.party)
    return true
  }
}
