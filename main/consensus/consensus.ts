import { type Fault, FaultError } from '#contract/fault'
import type { ConsensusReport } from '#contract/http/consensus'
import type { Usage } from '#contract/wire/chat'
import type { Ballot, VotedAnswer } from './ballot.ts'
import { ConsensusStats } from './consensus-stats.ts'
import { judgedGroups, judgeMessages } from './judge.ts'
import { type CastVote, type CountingVote, nodeVote, type VoteReading } from './node-vote.ts'
import type { SchemaChecker } from './schema-checker.ts'
import { checkSchema } from './schema-limits.ts'
import { isDecided, tally } from './tally.ts'
import { voteReader } from './vote-value.ts'
import {
  ableToVote,
  type IsOutOfOrder,
  numbersOf,
  refuseUnknownModel,
  type VotingWorker,
} from './voters.ts'

export interface ConsensusOptions {
  readonly workers: () => readonly VotingWorker[]
  /** The models that may be had now. */
  readonly offered: () => readonly string[]
  /** What a name stands for, the first choice first; null for any. */
  readonly modelsFor: (model: string | null) => readonly (string | null)[]
  /** All of them, the best for the key first; the same for ever for the same key. */
  readonly inOrder: (key: string, workers: readonly VotingWorker[]) => readonly VotingWorker[]
  readonly isOutOfOrder: IsOutOfOrder
  readonly schemas: SchemaChecker
  /** Where a request says nothing itself. */
  readonly minNodes: number
  readonly nodeTimeoutMs: number
  readonly allowsLocal: boolean
}

interface Counted {
  readonly votes: readonly CastVote[]
  readonly isEarly: boolean
}

/** Asks several workers the same and lets them vote. */
export class Consensus {
  readonly #options: ConsensusOptions
  readonly #stats = new ConsensusStats()

  constructor(options: ConsensusOptions) {
    this.#options = options
  }

  get stats() {
    return this.#stats.snapshot()
  }

  /** Resolves to the winner's answer; FaultError where there are too few workers, or no vote counts. */
  async decide(ballot: Ballot, signal: AbortSignal): Promise<VotedAnswer> {
    const { wish, model } = ballot
    const { minNodes, schemas, allowsLocal, inOrder, isOutOfOrder } = this.#options
    const numbers = numbersOf(wish, minNodes)
    const rule = wish.vote ?? 'normalised'
    const reading: VoteReading = { read: voteReader(rule), schemas }
    if (wish.validate) {
      checkSchema(wish.validate)
      schemas.prepare()
    }

    const all = this.#options.workers()
    const models = this.#options.modelsFor(model)
    refuseUnknownModel(all, models, this.#options.offered())
    const able = ableToVote(all, models, isOutOfOrder)
    const key = wish.key ?? ballot.key
    if (able.length >= numbers.least) {
      const voters = inOrder(key, able).slice(0, numbers.nodes)
      const counted = await this.#gather(ballot, voters, reading, signal)
      const judged = await this.#judge(ballot, counted, signal)
      return this.#answer(judged, key, null)
    }
    if (able.length === 0 || !(wish.allow_local ?? allowsLocal)) {
      const { least: needed } = numbers
      throw new FaultError({ code: 'consensus.too-few', model, ready: able.length, needed })
    }
    return this.#answer(await this.#gather(ballot, [null], reading, signal), key, 'local')
  }

  /** All at once; the rest is cancelled when it cannot change the winner any more. */
  async #gather(
    ballot: Ballot,
    voters: readonly (VotingWorker | null)[],
    reading: VoteReading,
    signal: AbortSignal,
  ): Promise<Counted> {
    const decided = new AbortController()
    const votes: CastVote[] = []
    const isJudged = judgeIn(ballot) !== null
    const timeoutMs = this.#timeoutMs(ballot)
    try {
      await Promise.all(
        [...voters.entries()].map(async ([place, voter]) => {
          const question = {
            requestId: partOf(ballot.requestId, `v${place + 1}`),
            pin: voter?.id ?? null,
            model: ballot.model,
            messages: null,
            timeoutMs,
            weight: voter?.weight ?? 1,
          }
          const vote = await nodeVote(ballot, question, reading, decided.signal, signal)
          if (signal.aborted) return
          votes.push(vote)
          ballot.onVote?.(vote.told, vote.counts ? vote.answer.text : null)
          const toCome = voters.length - votes.length
          if (toCome > 0 && !isJudged && isDecided(counting(votes), toCome)) decided.abort()
        }),
      )
    } finally {
      // A bug in one must not leave the others running.
      decided.abort()
    }
    if (signal.aborted) throw new FaultError({ code: 'request.cancelled' })
    return { votes, isEarly: votes.some(vote => vote.told.needless) }
  }

  /** One more request says which answers mean the same. A judge that fails leaves the votes as they read. */
  async #judge(ballot: Ballot, counted: Counted, signal: AbortSignal): Promise<Counted> {
    const judge = judgeIn(ballot)
    const valid = counting(counted.votes)
    if (!judge || new Set(valid.map(vote => vote.key)).size < 2) return counted
    const groups = await this.#groups(ballot, judge, valid, signal)
    if (!groups) return counted
    const groupOf = new Map(valid.map((vote, place) => [vote, `group ${groups[place]}`]))
    const votes = counted.votes.map(vote =>
      vote.counts ? { ...vote, key: groupOf.get(vote) ?? vote.key } : vote,
    )
    return { ...counted, votes }
  }

  async #groups(
    ballot: Ballot,
    { model, prompt }: Judge,
    valid: readonly CountingVote[],
    signal: AbortSignal,
  ): Promise<readonly number[] | null> {
    const messages = judgeMessages(
      valid.map(vote => vote.answer.text),
      prompt,
    )
    const question = {
      requestId: partOf(ballot.requestId, 'judge'),
      pin: null,
      model: model ?? ballot.model,
      messages,
      timeoutMs: this.#timeoutMs(ballot),
    }
    const within = AbortSignal.any([signal, AbortSignal.timeout(question.timeoutMs)])
    try {
      const { text } = await ballot.ask(question, () => {}, within)
      return judgedGroups(text, valid.length)
    } catch (failure) {
      if (signal.aborted || !(failure instanceof FaultError)) throw failure
      return null
    }
  }

  #answer({ votes, isEarly }: Counted, key: string, fallback: 'local' | null): VotedAnswer {
    const valid = counting(votes)
    const outcome = tally(valid)
    const winner = valid.find(vote => vote.key === outcome?.key)
    const reported = votes.map(vote => ({
      ...vote.told,
      agrees: vote.counts && vote.key === outcome?.key,
    }))
    this.#stats.record({
      isUnanimous: outcome !== null && outcome.votes === valid.length,
      isEarly,
      votes: reported,
    })
    if (!outcome || !winner) throw nobodyCounts(votes)
    const report: ConsensusReport = {
      fallback,
      key,
      asked: votes.length,
      valid: valid.length,
      winner: winner.told.vote,
      agreement: outcome.votes / valid.length,
      decided_by: outcome.decidedBy,
      decided_early: isEarly,
      usage: usageOf(votes),
      votes: reported,
    }
    return { ...winner.answer, report }
  }

  #timeoutMs({ wish }: Ballot): number {
    return wish.timeout_ms ?? this.#options.nodeTimeoutMs
  }
}

interface Judge {
  readonly model?: string | undefined
  readonly prompt?: string | undefined
}

function judgeIn({ wish: { vote } }: Ballot): Judge | null {
  if (vote === 'judge') return {}
  return typeof vote === 'object' && 'judge' in vote ? vote.judge : null
}

const counting = (votes: readonly CastVote[]) => votes.filter(vote => vote.counts)

/** Within the 128 characters that an id may have. */
function partOf(requestId: string, name: string): string {
  return `${requestId.slice(0, 120)}-${name}`
}

/** What concerns the app or the root node is the same for every worker, and is said as it is. */
const sharedFaults: readonly string[] = ['app.model-refused', 'app.limit-reached', 'root.stopping']

function nobodyCounts(votes: readonly CastVote[]): FaultError {
  const faults = votes.map(vote => (vote.counts ? null : vote.fault))
  const shared = faults.find(fault => fault && sharedFaults.includes(fault.code))
  const [first] = faults
  if (shared) return new FaultError(shared)
  // Where everybody finds fault with the request, it is the request's own.
  if (first && faults.every(refusesRequest)) return new FaultError(first)
  const reasons = votes.map(({ told }) => `${told.worker_id || 'the worker'}: ${told.reason}`)
  return new FaultError({ code: 'consensus.no-vote', reasons })
}

function refusesRequest(fault: Fault | null): boolean {
  if (fault?.code !== 'provider.refused') return false
  return fault.status === 400 || fault.status === 413 || fault.status === 422
}

function usageOf(votes: readonly CastVote[]): Usage | null {
  const told = votes.map(vote => (vote.counts ? vote.answer.usage : vote.usage)).filter(Boolean)
  if (told.length === 0) return null
  const sum = (name: 'prompt_tokens' | 'completion_tokens' | 'total_tokens') =>
    told.reduce((total, usage) => total + whole(usage?.[name]), 0)
  return {
    prompt_tokens: sum('prompt_tokens'),
    completion_tokens: sum('completion_tokens'),
    total_tokens: sum('total_tokens'),
  }
}

/** What a worker says is not trusted. */
function whole(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= 1e12 ? Math.round(value) : 0
}
