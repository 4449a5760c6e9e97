import type { Worker } from '#contract/model/worker'

interface FinishedRequest {
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly attempts: number
  readonly latencyMs: number
}

/** Counts every request once, when it is over. */
export class RequestMetrics {
  readonly #startedAt = Date.now()
  #served = 0
  #failed = 0
  #cancelled = 0
  #retried = 0
  #latencySumMs = 0

  record({ outcome, attempts, latencyMs }: FinishedRequest): void {
    if (outcome === 'served') {
      this.#served++
      this.#latencySumMs += latencyMs
    }
    if (outcome === 'failed') this.#failed++
    if (outcome === 'cancelled') this.#cancelled++
    if (attempts > 1) this.#retried++
  }

  uptimeSeconds(): number {
    return Math.round((Date.now() - this.#startedAt) / 1000)
  }

  /** The totals, and for each worker its own; times in milliseconds. */
  snapshot(workers: readonly Worker[], inFlight: number) {
    return {
      uptime: this.uptimeSeconds(),
      requests: {
        total: this.#served + this.#failed + this.#cancelled,
        served: this.#served,
        failed: this.#failed,
        cancelled: this.#cancelled,
        retried: this.#retried,
        in_flight: inFlight,
        mean_latency_ms: this.#served === 0 ? null : this.#latencySumMs / this.#served,
      },
      workers: workers.map(worker => ({
        id: worker.id,
        status: worker.phase.name,
        requests: worker.load.served + worker.load.failed,
        served: worker.load.served,
        failed: worker.load.failed,
        in_flight: worker.load.inFlight,
        latency_ms: worker.load.latencyMs,
        first_token_ms: worker.load.firstTokenMs,
      })),
    }
  }
}
