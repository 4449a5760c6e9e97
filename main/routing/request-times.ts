/** When a request came, and how long things took; in milliseconds, to the microsecond. */
export class RequestTimes {
  /** Since 1970. */
  readonly at = Date.now()
  readonly #startedAt = performance.now()
  #firstTokenAt: number | null = null

  firstToken(): void {
    this.#firstTokenAt ??= performance.now()
  }

  get firstTokenMs(): number | null {
    return this.#firstTokenAt === null ? null : this.since(this.#firstTokenAt)
  }

  get latencyMs(): number {
    return this.since(performance.now())
  }

  /** From its arrival to a time of `performance.now()`. */
  since(time: number): number {
    return Math.round((time - this.#startedAt) * 1000) / 1000
  }
}
