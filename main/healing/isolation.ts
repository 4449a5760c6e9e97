/** Keeps workers out of routing for a while. */
export interface Isolator {
  isolate(subject: string): void
  /** Of no effect on one that is gone. */
  release(subject: string): void
}

/** Who is isolated, and until when. */
export class Isolation {
  readonly #isolator: Isolator
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(isolator: Isolator) {
    this.#isolator = isolator
  }

  begin(subject: string, forMs: number): void {
    clearTimeout(this.#timers.get(subject))
    this.#isolator.isolate(subject)
    const timer = setTimeout(() => {
      this.#timers.delete(subject)
      this.#isolator.release(subject)
    }, forMs)
    timer.unref()
    this.#timers.set(subject, timer)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
