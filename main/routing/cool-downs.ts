import { ByWorker } from './by-worker.ts'

/** Workers that asked to be left alone with a model for a while (429, `Retry-After`). */
export class CoolDowns {
  readonly #until = new ByWorker<number>()
  readonly #now: () => number

  /** `now` in milliseconds that only go up. */
  constructor(now: () => number) {
    this.#now = now
  }

  get areNone(): boolean {
    return this.#until.size === 0
  }

  /** A shorter time does not cut a longer one. */
  begin(workerId: string, model: string, waitMs: number): void {
    const until = this.#now() + waitMs
    this.#until.set(workerId, model, Math.max(until, this.#until.get(workerId, model) ?? 0))
  }

  /** 0 when it may be asked. */
  leftMs(workerId: string, model: string): number {
    const until = this.#until.get(workerId, model)
    if (until === undefined) return 0
    const left = until - this.#now()
    if (left > 0) return left
    this.#until.delete(workerId, model)
    return 0
  }
}
