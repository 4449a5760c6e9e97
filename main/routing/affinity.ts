const keptMs = 600_000
const mostKeys = 10_000

/** Which worker served a session last: its caches are warm. */
export class Affinity {
  readonly #places = new Map<string, { readonly workerId: string; readonly until: number }>()
  readonly #now: () => number

  /** `now` in milliseconds that only go up. */
  constructor(now: () => number) {
    this.#now = now
  }

  find(session: string): string | null {
    const place = this.#places.get(session)
    if (!place) return null
    if (this.#now() < place.until) return place.workerId
    this.#places.delete(session)
    return null
  }

  /** The one that was not used for longest makes room. */
  keep(session: string, workerId: string): void {
    this.#places.delete(session)
    const [oldest] = this.#places.keys()
    if (this.#places.size >= mostKeys && oldest !== undefined) this.#places.delete(oldest)
    this.#places.set(session, { workerId, until: this.#now() + keptMs })
  }

  forget(session: string): void {
    this.#places.delete(session)
  }

  /** The sessions of this worker are free to go elsewhere; how many there were. */
  forgetWorker(workerId: string): number {
    const its = [...this.#places].filter(([, place]) => place.workerId === workerId)
    for (const [session] of its) this.#places.delete(session)
    return its.length
  }
}
