/** One kind of event with its listeners, called in the order in which they came. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>()

  /** Returns the function that stops listening. */
  readonly subscribe = (listener: (event: T) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  emit(event: T): void {
    for (const listener of this.#listeners) listener(event)
  }
}
