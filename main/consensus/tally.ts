/** A vote that counts. */
export interface CountedVote {
  readonly key: string
  readonly weight: number
}

export interface Outcome {
  readonly key: string
  readonly votes: number
  /** What told it from the next best: more votes, more weight, or that it came first. */
  readonly decidedBy: 'votes' | 'weight' | 'first'
}

interface Standing {
  readonly key: string
  readonly votes: number
  readonly weight: number
  /** The place of its first vote. */
  readonly first: number
}

/** Who has most votes; of those that have as many, the one with more weight; then the first. Votes in order of arrival. */
export function tally(votes: readonly CountedVote[]): Outcome | null {
  const [leader, next] = standings(votes)
  if (!leader) return null
  return { key: leader.key, votes: leader.votes, decidedBy: next ? apart(leader, next) : 'votes' }
}

/**
 * Whether somebody has more votes than anybody else can still get, however many of those that are
 * to come. A tie is waited for, though a later vote would lose it: a lone answer is no agreement.
 */
export function isDecided(votes: readonly CountedVote[], toCome: number): boolean {
  const [leader, next] = standings(votes)
  return leader !== undefined && leader.votes > (next?.votes ?? 0) + toCome
}

function standings(votes: readonly CountedVote[]): readonly Standing[] {
  const found = new Map<string, Standing>()
  for (const [place, { key, weight }] of votes.entries()) {
    const before = found.get(key) ?? { key, votes: 0, weight: 0, first: place }
    found.set(key, { ...before, votes: before.votes + 1, weight: before.weight + weight })
  }
  return [...found.values()].sort(compare)
}

/** Below zero when `a` goes first. */
function compare(a: Standing, b: Standing): number {
  if (a.votes !== b.votes) return b.votes - a.votes
  return isAsHeavy(a, b) ? a.first - b.first : b.weight - a.weight
}

function apart(a: Standing, b: Standing): Outcome['decidedBy'] {
  if (a.votes !== b.votes) return 'votes'
  return isAsHeavy(a, b) ? 'first' : 'weight'
}

/** Sums of fractions depend on their order in the last digit. */
function isAsHeavy(a: Standing, b: Standing): boolean {
  return Math.abs(a.weight - b.weight) <= 1e-9 * Math.max(a.weight, b.weight)
}
