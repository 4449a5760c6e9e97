import type { ConsensusReport, ConsensusVote, ConsensusWish } from '#contract/http/consensus'
import type { WorkerId } from '#contract/ids'
import type { ChatMessage, Usage } from '#contract/wire/chat'

/** One question to one worker. */
export interface NodeQuestion {
  readonly requestId: string
  /** Null: whichever worker. */
  readonly pin: WorkerId | null
  readonly model: string | null
  /** Null: those of the request that is voted on. */
  readonly messages: readonly ChatMessage[] | null
  /** In milliseconds: the longest silence, and the longest wait for a free place. */
  readonly timeoutMs: number
}

export interface NodeAnswer {
  readonly text: string
  readonly workerId: string
  readonly model: string
  readonly usage: Usage | null
  readonly finishReason: string | null
}

/** Asks one worker; rejects with a FaultError. */
export type AskNode = (
  question: NodeQuestion,
  onText: (text: string) => void,
  signal: AbortSignal,
) => Promise<NodeAnswer>

/** A request that is decided by vote. */
export interface Ballot {
  readonly requestId: string
  readonly model: string | null
  readonly wish: ConsensusWish
  /** Where the wish has none. */
  readonly key: string
  readonly ask: AskNode
  /** What is wrong with an answer, beyond what the wish says; null when it counts. */
  readonly check?: ((text: string) => string | null) | undefined
  /** With the answer, where there is one that counts. */
  readonly onVote?: ((vote: ConsensusVote, text: string | null) => void) | undefined
}

/** The winner's answer and how it came to be that. */
export interface VotedAnswer extends NodeAnswer {
  readonly report: ConsensusReport
}
