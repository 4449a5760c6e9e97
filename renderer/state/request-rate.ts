import type { Worker } from '#contract/model/worker'

/** How many answers there were at a moment, since the root node started. */
export interface Sample {
  readonly at: number
  readonly total: number
}

const overMs = 30_000
/** Over a shorter time a rate says nothing. */
const shortestMs = 2_000

export function answersOf(workers: readonly Worker[]): number {
  return workers.reduce((sum, { load }) => sum + load.served + load.failed, 0)
}

/** What is older than the time looked at goes, but for one; a total that fell means that counting began anew. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last && sample.total < last.total) return [sample]
  const begin = samples.findLastIndex(({ at }) => at <= sample.at - overMs)
  return [...samples.slice(Math.max(0, begin)), sample]
}

/** Answers a second over the last half minute; null while too little was seen. */
export function rateOf(samples: readonly Sample[]): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < shortestMs) return null
  return (last.total - first.total) / ((last.at - first.at) / 1_000)
}

/** Two digits are enough to compare by. */
export function rateText(rate: number): string {
  if (rate === 0) return '0'
  return rate < 0.095 ? '<0.1' : rate < 99.95 ? rate.toFixed(1) : String(Math.round(rate))
}
