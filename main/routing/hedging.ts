import type { RoutedRequest } from './routed-request.ts'

/** At most so many of all requests are raced. */
const share = 0.05
const samples = 200
const leastSamples = 20
const quantile = 0.95

/**
 * Sends a request to a second worker when the first is slower with its first token than nearly all
 * were of late (Dean and Barroso, "The Tail at Scale"). Only where the owner turned it on.
 */
export class Hedging {
  readonly #isOn: boolean
  readonly #firstTokens: number[] = []
  #next = 0
  #left = 1

  constructor(isOn: boolean) {
    this.#isOn = isOn
  }

  /** How long a first token took, in milliseconds. */
  note(firstTokenMs: number): void {
    if (!this.#isOn) return
    this.#firstTokens[this.#next] = firstTokenMs
    this.#next = (this.#next + 1) % samples
  }

  /** A tool might be called twice. */
  mayRace(request: RoutedRequest): boolean {
    if (!this.#isOn || this.#firstTokens.length < leastSamples) return false
    this.#left = Math.min(1, this.#left + share)
    return !request.body(null, true).includes('"tools"')
  }

  /** Of the first tokens of late, longer than 95 in a hundred took. */
  afterMs(): number {
    const sorted = [...this.#firstTokens].sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length * quantile)] ?? 0
  }

  /** Whether one more may be raced. */
  take(): boolean {
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
