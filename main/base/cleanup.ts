type Closing = () => void | Promise<void>

/** Collects closings as things are opened and runs them newest first, each once, whatever the others do. */
export class Cleanup {
  #closings: Closing[] = []

  defer(closing: Closing): void {
    this.#closings.push(closing)
  }

  /** Rejects with an AggregateError after all were run, when any of them failed. */
  async run(): Promise<void> {
    const closings = this.#closings.reverse()
    this.#closings = []
    const failures: unknown[] = []
    for (const closing of closings) {
      try {
        await closing()
      } catch (failure) {
        failures.push(failure)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'closing failed')
  }
}
