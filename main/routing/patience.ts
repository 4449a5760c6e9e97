import type { WaitingLine } from './waiting-line.ts'

/** How a request waits: in the line for a slot, or for a while. Ends with the request. */
export class Patience {
  readonly #line: WaitingLine
  readonly #party: string
  readonly #mostMs: number
  #until: number | null = null
  #leaveLine: (() => void) | null = null
  #pause: NodeJS.Timeout | null = null

  /** All its waits together last at most so many milliseconds. */
  constructor(line: WaitingLine, party: string, mostMs: number) {
    this.#line = line
    this.#party = party
    this.#mostMs = mostMs
  }

  /** Calls back once: when a slot came free, or in vain when none did in time or the line is full. */
  forSlot(then: () => void, inVain: () => void): void {
    this.#leaveLine = this.#line.join(this.#party, this.#leftMs(), then, inVain)
    if (!this.#leaveLine) inVain()
  }

  /** For a time that is known; in vain when it is longer than what is left. */
  forAWhile(ms: number, then: () => void, inVain: () => void): void {
    if (ms >= this.#leftMs()) inVain()
    else this.pause(ms, then)
  }

  pause(ms: number, then: () => void): void {
    this.#pause = setTimeout(then, ms)
  }

  end(): void {
    this.#leaveLine?.()
    if (this.#pause) clearTimeout(this.#pause)
  }

  #leftMs(): number {
    const now = performance.now()
    this.#until ??= now + this.#mostMs
    return Math.max(0, this.#until - now)
  }
}
