import type { ConsensusReport, ConsensusVote, ConsensusWish } from '#contract/http/consensus'
import { ballotRules, type ChatBallot, type ChatVote } from '#contract/model/chat-ballot'

/** Enough to compare by; the answer that won is there in full. */
const mostCharacters = 20_000

/** A vote as a conversation shows it. */
export function chatVote(vote: ConsensusVote, text: string | null): ChatVote {
  return {
    workerId: vote.worker_id,
    model: vote.model,
    text: text !== null && text.length > mostCharacters ? text.slice(0, mostCharacters) : text,
    isValid: vote.valid,
    isNeedless: vote.needless,
    reason: vote.reason,
    latencyMs: vote.latency_ms,
  }
}

/** A vote that is over, with what each said in the order in which they came. */
export function ballotOf(
  report: ConsensusReport,
  texts: readonly (string | null)[],
  { vote: rule }: ConsensusWish,
): ChatBallot {
  return {
    rule: ballotRules.find(each => each === rule) ?? 'normalised',
    votes: report.votes.map((vote, place) => ({
      ...chatVote(vote, texts[place] ?? null),
      agrees: vote.agrees,
    })),
    agreement: report.agreement,
    decidedBy: report.decided_by,
    isEarly: report.decided_early,
    isAlone: report.fallback === 'local',
  }
}
