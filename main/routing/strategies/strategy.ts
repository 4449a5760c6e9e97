/** What a strategy may know of a worker that can serve and has a free slot. */
export interface Candidate {
  readonly id: string
  readonly inFlight: number
  readonly slots: number
  /** Above 0: how much of the work it should have beside the others. */
  readonly weight: number
  /** Mean time of an answer, in milliseconds; null before the first. */
  readonly latencyMs: number | null
  /** Peak-sensitive mean time to the first token, in milliseconds; null before the first. */
  readonly firstTokenMs: number | null
}

/** What a strategy may go by beside the candidates. */
export interface Choice {
  /** The same key picks the same worker, where a strategy goes by keys. */
  readonly key: string
  /** Counts the choices made so far. */
  readonly turn: number
  /** From 0 up to 1. */
  random(): number
}

/** Picks one of the candidates; pure but for the choice's `random`. */
export type Strategy = <C extends Candidate>(
  candidates: readonly C[],
  choice: Choice,
) => C | undefined

/** The candidate with the least of it; ties fall at random. */
export function leastOf<C extends Candidate>(
  candidates: readonly C[],
  { random }: Choice,
  measure: (candidate: C) => number,
): C | undefined {
  let least = Number.POSITIVE_INFINITY
  let tied = 0
  let picked: C | undefined
  for (const candidate of candidates) {
    const measured = measure(candidate)
    if (measured > least) continue
    tied = measured < least ? 1 : tied + 1
    least = measured
    // Each of the tied has the same chance to be the one that stays.
    if (tied === 1 || random() * tied < 1) picked = candidate
  }
  return picked
}
