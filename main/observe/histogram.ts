/** Counts values by the bounds that they lie below; plain numbers, so that to count one costs next to nothing. */
export class Histogram {
  readonly bounds: readonly number[]
  /** How many lie in each bucket, not counting those in the ones before; the last is beyond all bounds. */
  readonly #counts: number[]
  #sum = 0

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.#counts = new Array<number>(bounds.length + 1).fill(0)
  }

  add(value: number): void {
    let bucket = 0
    for (const bound of this.bounds) {
      if (value <= bound) break
      bucket++
    }
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#sum += value
  }

  get isEmpty(): boolean {
    return this.#counts.every(count => count === 0)
  }

  get sum(): number {
    return this.#sum
  }

  /** How many lie at or below each bound, and at last how many there are at all. */
  upTo(): readonly number[] {
    let total = 0
    return this.#counts.map(count => {
      total += count
      return total
    })
  }
}

/** The bounds that OpenTelemetry's conventions advise. */
export const requestSeconds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
]
export const firstTokenSeconds = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
]
export const tokenCounts = [
  1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
]
