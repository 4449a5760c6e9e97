/** Two ways to tell the time: one that only goes forward, and the one on the wall, which people and servers set. */
export interface Clock {
  monotonicMs(): number
  wallMs(): number
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
}
