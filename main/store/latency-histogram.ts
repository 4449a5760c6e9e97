/** Each bin is so much wider than the one before: what is read out is off by 1 % at most. */
const growth = 1.02
const leastMs = 0.5
const bins = 880
const scale = 1 / Math.log(growth)

/** How long many things took, in the room of one page: percentiles of any number of them. */
export class LatencyHistogram {
  #counts: Uint32Array | null = null
  #size = 0

  add(ms: number): void {
    this.#counts ??= new Uint32Array(bins)
    const bin = ms <= leastMs ? 0 : Math.ceil(Math.log(ms / leastMs) * scale)
    const place = Math.min(bins - 1, bin)
    this.#counts[place] = (this.#counts[place] ?? 0) + 1
    this.#size++
  }

  /** What that share of them did not exceed; null where there is none. */
  quantile(share: number): number | null {
    if (!this.#counts || this.#size === 0) return null
    let left = Math.max(1, Math.ceil(share * this.#size))
    for (let bin = 0; bin < bins; bin++) {
      left -= this.#counts[bin] ?? 0
      if (left <= 0) return middleOf(bin)
    }
    return middleOf(bins - 1)
  }
}

function middleOf(bin: number): number {
  const ms = bin === 0 ? leastMs : leastMs * growth ** (bin - 0.5)
  return ms < 100 ? Math.round(ms * 10) / 10 : Math.round(ms)
}
