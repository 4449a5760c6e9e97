import type { WorkerLoad } from '#contract/model/worker'
import { PeakMean } from './peak-mean.ts'

/** How one attempt ended, for the figures. A client that left is neither served nor failed. */
export type AttemptOutcome = 'served' | 'failed' | 'cancelled'

/** An answer weighs a fifth in the mean of those before it. */
const share = 0.2

/** Counts what a worker is doing. A slot is a lease: taken once, given back exactly once. */
export class LoadMeter {
  readonly #onChange: () => void
  readonly #peak = new PeakMean()
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

  get latencyMs(): number | null {
    return this.#latencyMs
  }

  /** By its worst of late, in milliseconds. */
  peakFirstTokenMs(): number | null {
    return this.#peak.value(performance.now())
  }

  take(): Lease {
    this.#inFlight++
    this.#note()
    return new Lease(this)
  }

  /** For leases alone. */
  firstToken(tookMs: number): void {
    this.#firstTokenMs = mean(this.#firstTokenMs, tookMs)
    this.#peak.add(tookMs, performance.now())
  }

  /** For leases alone. */
  release(outcome: AttemptOutcome, tookMs: number, penaltyMs: number): void {
    this.#inFlight--
    if (outcome === 'failed') {
      this.#failed++
      this.#peak.add(Math.max(tookMs, penaltyMs), performance.now())
    }
    if (outcome === 'served') {
      this.#served++
      this.#latencyMs = mean(this.#latencyMs, tookMs)
    }
    this.#note()
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

/** One slot of a worker. */
class Lease {
  readonly #meter: LoadMeter
  readonly #startedAt = performance.now()
  #isHeld = true

  constructor(meter: LoadMeter) {
    this.#meter = meter
  }

  /** Called when the first content came. */
  firstToken(): void {
    this.#meter.firstToken(performance.now() - this.#startedAt)
  }

  /**
   * Gives the slot back. Only the first call counts. A failure counts as slow as `penaltyMs`, so
   * that a worker which fails fast does not look like a fast one.
   */
  release(outcome: AttemptOutcome, penaltyMs = 0): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#meter.release(outcome, performance.now() - this.#startedAt, penaltyMs)
  }
}

const mean = (before: number | null, sample: number) =>
  before === null ? sample : before + share * (sample - before)
