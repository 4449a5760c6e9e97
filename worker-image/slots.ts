/** One taken slot; giving it back twice does nothing. */
export interface Lease {
  release(): void
}

/** How many chat requests are answered at once, and whether all are done. */
export class Slots {
  readonly #most: number
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(most: number) {
    this.#most = most
  }

  get taken(): number {
    return this.#taken
  }

  /** Null when all are taken. */
  take(): Lease | null {
    if (this.#taken >= this.#most) return null
    this.#taken++
    let isHeld = true
    return {
      release: () => {
        if (!isHeld) return
        isHeld = false
        this.#taken--
        if (this.#taken === 0) for (const wake of this.#waiting.splice(0)) wake()
      },
    }
  }

  /** Resolves as soon as no slot is taken. */
  idle(): Promise<void> {
    if (this.#taken === 0) return Promise.resolve()
    return new Promise(resolve => this.#waiting.push(resolve))
  }
}
