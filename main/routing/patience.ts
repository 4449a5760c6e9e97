import type { WaitingLine } from './waiting-line.ts'

/** How a request waits: in the line for a slot, or for a while. Ends with the request. */
export class Patience {
  readonly #line: WaitingLine
  readonly #party: string
  readonly #mostMs: number
  #until: number | null = null
  #leaveLine: (() => void) | null = null
  #pause: NodeJS.Timeout | null = null
  #waitedMs = 0
  /** When the wait began that is under way. */
  #since: number | null = null

  /** All its waits together last at most so many milliseconds. */
  constructor(line: WaitingLine, party: string, mostMs: number) {
    this.#line = line
    this.#party = party
    this.#mostMs = mostMs
  }

  /** In the line and for cool-downs, all in all. */
  get waitedMs(): number {
    return this.#waitedMs
  }

  /** Calls back once: when a slot came free, or in vain when none did in time or the line is full. */
  forSlot(then: () => void, inVain: () => void): void {
    const leftMs = this.#leftMs()
    this.#since = performance.now()
    const woken = () => this.#awake(then)
    const givenUp = () => this.#awake(inVain)
    this.#leaveLine = this.#line.join(this.#party, leftMs, woken, givenUp)
    if (!this.#leaveLine) givenUp()
  }

  /** For a time that is known; in vain when it is longer than what is left. */
  forAWhile(ms: number, then: () => void, inVain: () => void): void {
    if (ms >= this.#leftMs()) inVain()
    else {
      this.#since = performance.now()
      this.pause(ms, () => this.#awake(then))
    }
  }

  pause(ms: number, then: () => void): void {
    this.#pause = setTimeout(then, ms)
  }

  end(): void {
    this.#leaveLine?.()
    if (this.#pause) clearTimeout(this.#pause)
    this.#awake(() => {})
  }

  #awake(then: () => void): void {
    if (this.#since !== null) this.#waitedMs += performance.now() - this.#since
    this.#since = null
    then()
  }

  #leftMs(): number {
    const now = performance.now()
    this.#until ??= now + this.#mostMs
    return Math.max(0, this.#until - now)
  }
}
