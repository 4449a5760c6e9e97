import type { LogLine } from '#contract/model/log-line'

/** As often as a person can read, and no more than the window draws at ease. */
const gatherMs = 150
const mostAtOnce = 300

interface Told {
  readonly lines: readonly LogLine[]
  /** There were so many more; they are in the log. */
  readonly skipped: number
}

/** Tells what is said now, a few times a second, while somebody wants it. */
export class LogFollowing {
  readonly #tell: (told: Told) => void
  #isOn = false
  #waiting: LogLine[] = []
  #skipped = 0
  #timer: NodeJS.Timeout | null = null

  constructor(tell: (told: Told) => void) {
    this.#tell = tell
  }

  get isOn(): boolean {
    return this.#isOn
  }

  follow(isOn: boolean): void {
    this.#isOn = isOn
    if (!isOn) this.close()
  }

  /** The line is only made where somebody wants it. */
  add(makeLine: () => LogLine | null): void {
    if (!this.#isOn) return
    if (this.#waiting.length >= mostAtOnce) {
      this.#skipped += 1
      return
    }
    const line = makeLine()
    if (!line) return
    this.#waiting.push(line)
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs)
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting = []
    this.#skipped = 0
  }

  #flush(): void {
    const told = { lines: this.#waiting, skipped: this.#skipped }
    this.close()
    this.#tell(told)
  }
}
