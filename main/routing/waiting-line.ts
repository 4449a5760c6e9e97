interface Place {
  readonly wake: () => void
  readonly timer: NodeJS.Timeout
}

/** Requests that found every worker busy, first come first served, bounded in number and in time. */
export class WaitingLine {
  readonly #most: number
  readonly #places = new Set<Place>()

  constructor(most: number) {
    this.#most = most
  }

  get isEmpty(): boolean {
    return this.#places.size === 0
  }

  /** Null when the line is full; else the function that leaves it. `wake` or `giveUp` is called once. */
  join(withinMs: number, wake: () => void, giveUp: () => void): (() => void) | null {
    if (this.#places.size >= this.#most) return null
    const place: Place = {
      wake,
      timer: setTimeout(() => {
        this.#places.delete(place)
        giveUp()
      }, withinMs),
    }
    this.#places.add(place)
    return () => this.#leave(place)
  }

  /** Everybody may look again, in order, as long as there is something to be had. Who finds nothing joins again. */
  wake(isAnyFree: () => boolean): void {
    for (const place of [...this.#places]) {
      if (!isAnyFree()) return
      if (this.#leave(place)) place.wake()
    }
  }

  #leave(place: Place): boolean {
    clearTimeout(place.timer)
    return this.#places.delete(place)
  }
}
