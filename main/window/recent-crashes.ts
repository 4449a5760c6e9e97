const most = 3
const withinMs = 60_000

/** Tells a page that crashed once from one that crashes whenever it is opened. */
export class RecentCrashes {
  #moments: readonly number[] = []

  /** Answers whether these are too many to open it again unasked. */
  add(now: number): boolean {
    this.#moments = [...this.#moments, now].filter(moment => now - moment < withinMs)
    return this.#moments.length >= most
  }

  /** A person decided to try again. */
  forget(): void {
    this.#moments = []
  }
}
