import { type Fault, FaultError, faultText } from '#contract/fault'
import type { ConsensusVote } from '#contract/http/consensus'
import { jsonInAnswer } from './answer-json.ts'
import type { Ballot, NodeAnswer, NodeQuestion } from './ballot.ts'
import type { SchemaChecker } from './schema-checker.ts'
import type { VoteReader } from './vote-value.ts'

/** A worker's answer as it counts, or does not. */
export type CastVote = CountingVote | VoidVote

export interface CountingVote {
  readonly counts: true
  readonly key: string
  readonly weight: number
  readonly answer: NodeAnswer
  readonly told: ConsensusVote
}

export interface VoidVote {
  readonly counts: false
  readonly fault: Fault | null
  readonly usage: NodeAnswer['usage']
  readonly told: ConsensusVote
}

export interface VoteReading {
  readonly read: VoteReader
  readonly schemas: SchemaChecker
}

/** An answer is held in memory, as often as there are workers. */
const mostCharacters = 300_000

const needless = 'the others had decided already'

/**
 * Asks one worker and reads its vote. Never rejects for what the worker does: that is a vote which
 * does not count. `decided` cancels it, and so does the signal.
 */
export async function nodeVote(
  ballot: Ballot,
  question: NodeQuestion & { readonly weight: number },
  reading: VoteReading,
  decided: AbortSignal,
  signal: AbortSignal,
): Promise<CastVote> {
  const startedAt = performance.now()
  const own = new AbortController()
  let ownReason: string | null = null
  let answeredAt: number | null = null
  const giveUp = (reason: string) => {
    ownReason ??= reason
    own.abort()
  }
  const timer = setTimeout(
    () => giveUp(`there was no whole answer within ${question.timeoutMs} ms`),
    question.timeoutMs,
  )
  let length = 0
  const onText = (text: string) => {
    length += text.length
    if (length > mostCharacters) giveUp(`it is longer than ${mostCharacters} characters`)
  }
  const told = (
    workerId: string,
    model: string | null,
    reason: string | null,
    vote: unknown,
    isNeedless = false,
  ) => ({
    worker_id: workerId,
    vote,
    valid: reason === null,
    reason: reason === null ? null : reason.slice(0, 300),
    needless: isNeedless,
    latency_ms: Math.round((answeredAt ?? performance.now()) - startedAt),
    model,
  })
  try {
    const either = AbortSignal.any([own.signal, decided, signal])
    const answer = await ballot.ask(question, onText, either)
    answeredAt = performance.now()
    const { workerId, model, usage } = answer
    const vote = await countedVote(ballot, answer.text, reading)
    if (!vote.counts) {
      const { reason } = vote
      const no = { counts: false, fault: null, usage } as const
      return { ...no, told: told(workerId, model, reason, null) }
    }
    const { key, shown } = vote
    const { weight } = question
    return { counts: true, key, weight, answer, told: told(workerId, model, null, shown) }
  } catch (failure) {
    if (!(failure instanceof FaultError)) throw failure
    const isNeedless = ownReason === null && decided.aborted
    const reason = isNeedless ? needless : (ownReason ?? faultText(failure.fault))
    return {
      ...{ counts: false, fault: failure.fault, usage: null },
      told: told(question.pin ?? '', null, reason, null, isNeedless),
    }
  } finally {
    clearTimeout(timer)
  }
}

async function countedVote(ballot: Ballot, text: string, { read, schemas }: VoteReading) {
  const vote = read(text)
  if (!vote.counts) return vote
  const { validate } = ballot.wish
  if (validate) {
    const json = jsonInAnswer(text)
    if (!json.isJson) return { counts: false, reason: json.reason } as const
    const problem = await schemas.check(validate, json.value)
    if (problem !== null) {
      return { counts: false, reason: `it does not fit the schema: ${problem}` } as const
    }
  }
  const problem = ballot.check?.(text) ?? null
  return problem === null ? vote : ({ counts: false, reason: problem } as const)
}
