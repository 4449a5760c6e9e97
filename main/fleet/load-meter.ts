import type { WorkerLoad } from '#contract/model/worker'

/** How one attempt ended, for the figures. A client that left is neither served nor failed. */
export type AttemptOutcome = 'served' | 'failed' | 'cancelled'

export interface Lease {
  /** Called when the first content came. */
  firstToken(): void
  /** Gives the slot back. Only the first call counts. */
  release(outcome: AttemptOutcome): void
}

/** An answer weighs a fifth in the mean of those before it. */
const share = 0.2

/** Counts what a worker is doing. A slot is a lease: taken once, given back exactly once. */
export class LoadMeter {
  readonly #onChange: () => void
  #hasNews = false
  #inFlight = 0
  #served = 0
  #failed = 0
  #latencyMs: number | null = null
  #firstTokenMs: number | null = null

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get inFlight(): number {
    return this.#inFlight
  }

  take(): Lease {
    const startedAt = performance.now()
    let isHeld = true
    this.#inFlight++
    this.#note()
    return {
      firstToken: () => {
        this.#firstTokenMs = mean(this.#firstTokenMs, performance.now() - startedAt)
      },
      release: outcome => {
        if (!isHeld) return
        isHeld = false
        this.#inFlight--
        if (outcome === 'failed') this.#failed++
        if (outcome === 'served') {
          this.#served++
          this.#latencyMs = mean(this.#latencyMs, performance.now() - startedAt)
        }
        this.#note()
      },
    }
  }

  /** Whether anything changed since it was asked last. */
  takeNews(): boolean {
    const hadNews = this.#hasNews
    this.#hasNews = false
    return hadNews
  }

  snapshot(): WorkerLoad {
    return {
      inFlight: this.#inFlight,
      served: this.#served,
      failed: this.#failed,
      latencyMs: this.#latencyMs,
      firstTokenMs: this.#firstTokenMs,
    }
  }

  #note(): void {
    if (this.#hasNews) return
    this.#hasNews = true
    this.#onChange()
  }
}

const mean = (before: number | null, sample: number) =>
  before === null ? sample : before + share * (sample - before)
