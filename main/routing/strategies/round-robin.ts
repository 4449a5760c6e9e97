import type { Strategy } from './strategy.ts'

/** One after the other, in the order of the fleet. */
export const roundRobin: Strategy = (candidates, { turn }) => candidates[turn % candidates.length]
