import { leastOf, type Strategy } from './strategy.ts'

/** Compares shares of capacity, not counts: 3 of 8 slots is less load than 2 of 4. */
export const leastConnections: Strategy = (candidates, choice) =>
  leastOf(candidates, choice, ({ inFlight, slots }) => inFlight / slots)
