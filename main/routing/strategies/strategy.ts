/** What a strategy may know of a worker that can serve and has a free slot. */
export interface Candidate {
  readonly inFlight: number
  readonly slots: number
}

/** Picks one of the candidates; pure but for `random`, which gives a number from 0 up to 1. */
export type Strategy = <C extends Candidate>(
  candidates: readonly C[],
  random: () => number,
) => C | undefined
