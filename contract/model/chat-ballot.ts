/** How many are asked, and when two answers count as the same. */
export interface BallotWish {
  readonly nodes: number
  readonly rule: BallotRule
}

export const ballotRules = ['normalised', 'exact', 'judge'] as const
export type BallotRule = (typeof ballotRules)[number]

/** One worker's answer in a vote, as it is shown. */
export interface ChatVote {
  readonly workerId: string
  readonly model: string | null
  /** Null where there is none. */
  readonly text: string | null
  readonly isValid: boolean
  /** Cancelled, as it could not have changed anything any more; not told of votes of old. */
  readonly isNeedless?: boolean
  /** Why it does not count. */
  readonly reason: string | null
  readonly latencyMs: number
}

/** A vote that is over. */
export interface ChatBallot {
  readonly rule: BallotRule
  readonly votes: readonly (ChatVote & {
    /** With the answer that won. */
    readonly agrees: boolean
  })[]
  /** The winner's share of the votes that count. */
  readonly agreement: number
  readonly decidedBy: 'votes' | 'weight' | 'first'
  /** The rest could not have changed it and was not waited for. */
  readonly isEarly: boolean
  /** There were too few workers, so one was asked alone. */
  readonly isAlone: boolean
}
