import type { Candidate, Strategy } from './strategy.ts'

/** Compares shares of capacity, not counts: 3 of 8 slots is less load than 2 of 4. Ties fall at random. */
export const leastConnections: Strategy = (candidates, random) => {
  const least = Math.min(...candidates.map(load))
  const tied = candidates.filter(candidate => load(candidate) === least)
  return tied[Math.floor(random() * tied.length)]
}

const load = ({ inFlight, slots }: Candidate) => inFlight / slots
