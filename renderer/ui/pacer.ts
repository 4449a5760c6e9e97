/**
 * Hands on what grows only so long after the last was drawn, and of all that came meanwhile the newest. Where to
 * draw takes long, the rest of the window gets its turn in between.
 */
export class Pacer<T> {
  readonly #draw: (value: T) => void
  readonly #pauseOf: (drawn: T) => number
  readonly #now: () => number
  #drawn: T
  #drawnAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    first: T,
    draw: (value: T) => void,
    pauseOf: (drawn: T) => number,
    now: () => number = () => performance.now(),
  ) {
    this.#drawn = first
    this.#draw = draw
    this.#pauseOf = pauseOf
    this.#now = now
  }

  /** It is on the screen now: the pause begins. */
  wasDrawn(value: T): void {
    this.#drawn = value
    this.#drawnAt = this.#now()
  }

  offer(newest: T): void {
    clearTimeout(this.#timer)
    if (newest === this.#drawn) return
    const waitMs = this.#drawnAt + this.#pauseOf(this.#drawn) - this.#now()
    if (waitMs <= 0) this.#draw(newest)
    else this.#timer = setTimeout(() => this.#draw(newest), waitMs)
  }

  close(): void {
    clearTimeout(this.#timer)
  }
}
