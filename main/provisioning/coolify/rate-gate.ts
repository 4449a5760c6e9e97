import type { CoolifyTime } from './coolify-time.ts'

const windowMs = 60_000

/** Lets no more than so many through in any minute; the others wait in the order in which they came. */
export class RateGate {
  readonly #mostPerMinute: number
  readonly #time: CoolifyTime
  readonly #passed: number[] = []
  #last: Promise<void> = Promise.resolve()

  constructor(mostPerMinute: number, time: CoolifyTime) {
    this.#mostPerMinute = mostPerMinute
    this.#time = time
  }

  pass(signal: AbortSignal): Promise<void> {
    const mine = this.#last.then(() => this.#wait(signal))
    this.#last = mine.catch(() => {})
    return mine
  }

  async #wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.#time.now()
      while (this.#passed[0] !== undefined && this.#passed[0] <= now - windowMs) {
        this.#passed.shift()
      }
      const [oldest] = this.#passed
      if (oldest === undefined || this.#passed.length < this.#mostPerMinute) break
      await this.#time.wait(oldest + windowMs - now, signal)
    }
    this.#passed.push(this.#time.now())
  }
}
