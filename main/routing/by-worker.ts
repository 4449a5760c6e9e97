/** Something for a worker and a model of it, found without making a key of both. */
export class ByWorker<T> {
  readonly #workers = new Map<string, Map<string, T>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  get(workerId: string, model: string): T | undefined {
    return this.#workers.get(workerId)?.get(model)
  }

  set(workerId: string, model: string, value: T): void {
    const models = this.#workers.get(workerId) ?? new Map<string, T>()
    this.#workers.set(workerId, models)
    if (!models.has(model)) this.#size++
    models.set(model, value)
  }

  delete(workerId: string, model: string): void {
    const models = this.#workers.get(workerId)
    if (!models?.delete(model)) return
    this.#size--
    if (models.size === 0) this.#workers.delete(workerId)
  }

  of(workerId: string): ReadonlyMap<string, T> {
    return this.#workers.get(workerId) ?? none
  }
}

const none: ReadonlyMap<string, never> = new Map<string, never>()
