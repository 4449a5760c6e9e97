import type { Candidate, Strategy } from './strategy.ts'

/** At random, in proportion to weight and speed: half the latency is worth twice the weight. */
export const weighted: Strategy = (candidates, { random }) => {
  const usual = usualLatencyMs(candidates)
  const shares = candidates.map(({ weight, latencyMs }) => weight / (latencyMs ?? usual))
  let left = random() * shares.reduce((sum, share) => sum + share, 0)
  return candidates.find((_, place) => {
    left -= shares[place] ?? 0
    return left < 0
  })
}

/** What a worker is taken for of which nothing is known yet. */
function usualLatencyMs(candidates: readonly Candidate[]): number {
  const known = candidates.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]))
  return known.length === 0 ? 1 : known.reduce((sum, each) => sum + each, 0) / known.length
}
