import type { Clock } from '#main/base/clock'

/** A clock that stands still until it is moved. */
export class HandClock implements Clock {
  #monotonicMs = 1_000
  #wallMs = 1_700_000_000_000

  monotonicMs(): number {
    return this.#monotonicMs
  }

  wallMs(): number {
    return this.#wallMs
  }

  /** Both at once, as time does. */
  pass(ms: number): void {
    this.#monotonicMs += ms
    this.#wallMs += ms
  }

  /** Somebody sets the clock on the wall; or the computer sleeps, where the other one sleeps too. */
  setWall(byMs: number): void {
    this.#wallMs += byMs
  }
}
