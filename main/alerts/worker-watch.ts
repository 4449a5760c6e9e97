import { offlineText } from '#contract/model/offline-reason'
import type { Worker } from '#contract/model/worker'
import type { SeenWorker } from './seen.ts'

/** A worker may say why it refuses us, at any length. */
const longestReason = 200

/**
 * Follows since when each worker is up or not. One that is started again and again is down all the
 * while, though each of its phases is short.
 */
export class WorkerWatch {
  #known: ReadonlyMap<string, SeenWorker> = new Map()

  look(workers: readonly Worker[], now: number): readonly SeenWorker[] {
    const seen = workers.map(worker => this.#seen(worker, now))
    this.#known = new Map(seen.map(worker => [worker.id, worker]))
    return seen
  }

  #seen({ id, name, phase }: Worker, now: number): SeenWorker {
    const isUp = phase.name === 'healthy' || phase.name === 'draining'
    const before = this.#known.get(id)
    const since = phase.name === 'starting' ? now : phase.since
    return {
      id,
      name,
      isUp,
      since: before?.isUp === isUp ? Math.min(before.since, since) : since,
      reason: phase.name === 'offline' ? offlineText(phase.reason).slice(0, longestReason) : null,
    }
  }
}
