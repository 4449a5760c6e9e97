import { ByWorker } from './by-worker.ts'

/** `probe`: open, but its time is over: one request may find out how it is. */
export type BreakerState = 'closed' | 'open' | 'probe'

const faultsInARow = 5
const leastInWindow = 5
const faultyShare = 0.5
const windowMs = 60_000
const firstOpenMs = 5_000
/** With the jitter 30 s: who recovers is found out within that time. */
const mostOpenMs = 25_000
const jitter = 0.2

interface Breaker {
  inARow: number
  faults: number
  served: number
  windowFrom: number
  /** How often it opened without being served in between. */
  times: number
  openUntil: number | null
  isProbed: boolean
}

/**
 * A circuit breaker for each worker and model (defaults after Envoy's outlier detection and
 * Finagle): opens after 5 faults in a row, or when half of at least 5 requests within a minute
 * failed; then one request at a time probes. Nothing is kept of workers that do not fail.
 */
export class Breakers {
  readonly #breakers = new ByWorker<Breaker>()
  readonly #now: () => number
  readonly #random: () => number

  /** `now` in milliseconds that only go up. */
  constructor(now: () => number, random: () => number = Math.random) {
    this.#now = now
    this.#random = random
  }

  /** Whether all are closed, without a look at each. */
  get areQuiet(): boolean {
    return this.#breakers.size === 0
  }

  state(workerId: string, model: string): BreakerState {
    const breaker = this.#breakers.get(workerId, model)
    if (!breaker || breaker.openUntil === null) return 'closed'
    return breaker.isProbed || this.#now() < breaker.openUntil ? 'open' : 'probe'
  }

  /** A request goes there; while it is under way no other probes. */
  began(workerId: string, model: string): void {
    const breaker = this.#breakers.get(workerId, model)
    if (breaker && breaker.openUntil !== null) breaker.isProbed = true
  }

  served(workerId: string, model: string): void {
    const breaker = this.#breakers.get(workerId, model)
    if (!breaker) return
    // One that began before it opened says nothing new.
    if (breaker.openUntil !== null && !breaker.isProbed) return
    const isOld = this.#now() - breaker.windowFrom > windowMs
    if (breaker.openUntil !== null || isOld) {
      this.#breakers.delete(workerId, model)
      return
    }
    breaker.inARow = 0
    breaker.served++
  }

  failed(workerId: string, model: string): void {
    const now = this.#now()
    const breaker = this.#breakers.get(workerId, model) ?? fresh(now)
    this.#breakers.set(workerId, model, breaker)
    if (now - breaker.windowFrom > windowMs) {
      Object.assign(breaker, { faults: 0, served: 0, windowFrom: now })
    }
    breaker.inARow++
    breaker.faults++
    breaker.isProbed = false
    const { inARow, faults, served } = breaker
    const isFaulty = faults + served >= leastInWindow && faults / (faults + served) >= faultyShare
    if (breaker.openUntil !== null || inARow >= faultsInARow || isFaulty) this.#open(breaker, now)
  }

  /** Neither served nor failed: the client left. */
  cancelled(workerId: string, model: string): void {
    const breaker = this.#breakers.get(workerId, model)
    if (breaker) breaker.isProbed = false
  }

  /** All that is known of a worker. */
  forget(workerId: string): void {
    for (const model of [...this.#breakers.of(workerId).keys()]) {
      this.#breakers.delete(workerId, model)
    }
  }

  /** Requests that failed at a worker one after the other, by its fault, with whichever model it was most. */
  faultsInARow(workerId: string): number {
    return Math.max(0, ...[...this.#breakers.of(workerId).values()].map(({ inARow }) => inARow))
  }

  /** The models of a worker whose breakers are open. */
  openOf(workerId: string): readonly string[] {
    return [...this.#breakers.of(workerId)].flatMap(([model, { openUntil }]) =>
      openUntil === null ? [] : [model],
    )
  }

  #open(breaker: Breaker, now: number): void {
    const openMs = Math.min(firstOpenMs * 2 ** breaker.times, mostOpenMs)
    breaker.times++
    breaker.openUntil = now + openMs * (1 + jitter * (this.#random() * 2 - 1))
  }
}

function fresh(now: number): Breaker {
  return {
    inARow: 0,
    faults: 0,
    served: 0,
    windowFrom: now,
    times: 0,
    openUntil: null,
    isProbed: false,
  }
}
