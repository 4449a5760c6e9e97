import { randomUUID } from 'node:crypto'
import type { ConsensusReport } from '#contract/http/consensus'
import type { AnsweredTurn, AnswerFacts } from '#contract/model/session'
import type { TokenCounts } from '#contract/model/token-counts'
import type { Usage } from '#contract/wire/chat'
import type { Caller } from './apps/caller.ts'
import { windowCaller } from './apps/window-caller.ts'
import type { Exchange } from './base/exchange.ts'
import type { ConsensusParts, VotedRequest } from './compose-consensus.ts'
import { ballotOf } from './consensus/chat-ballot.ts'
import { ask } from './routing/ask.ts'
import type { RoutedRequest, RoutedSink, Steering } from './routing/routed-request.ts'
import type { Conversations, Listener, TurnInput } from './sessions/conversations.ts'

export type Converse = (
  turn: TurnInput & {
    readonly requestId?: string
    readonly caller?: Caller
    readonly steering?: Steering | undefined
    readonly timeoutMs?: number | null
    readonly consensus?: Pick<VotedRequest, 'wish' | 'onVote'>
  },
  listener: Listener,
  signal: AbortSignal,
) => Promise<AnsweredTurn & { readonly consensus?: ConsensusReport }>

export interface ConverseSurroundings {
  readonly conversations: Conversations
  readonly router: {
    route(request: RoutedRequest & { readonly caller: Caller }, sink: RoutedSink): Exchange
  }
  readonly votes: Pick<ConsensusParts, 'askByVote'>
  /** In US dollars; null when nobody knows. */
  readonly cost: (model: string | null, tokens: TokenCounts | null) => number | null
}

/** Joins conversations to the router, and to votes where one is asked for. */
export function composeConverse({
  conversations,
  router,
  votes,
  cost,
}: ConverseSurroundings): Converse {
  return async (
    { requestId = randomUUID(), caller = windowCaller, steering, timeoutMs, consensus, ...turn },
    listener,
    signal,
  ) => {
    const { sessionId: key } = turn
    let report: ConsensusReport | null = null
    const answered = await conversations.converse(
      { ...turn, listener },
      async (messages, { model, listener: heard, signal: ended }) => {
        if (!consensus) {
          const routed = {
            route: (request: RoutedRequest, sink: RoutedSink) =>
              router.route({ ...request, caller }, sink),
          }
          const party = caller.app.id
          const way = { session: key, steering, timeoutMs: timeoutMs ?? null, party }
          const asked: string[] = []
          const watch = new FirstText(heard)
          const onAttempt = (workerId: string) => asked.push(workerId)
          const question = { requestId, messages, model, ...way, onAttempt }
          const answer = await ask(routed, question, watch, ended)
          const facts: AnswerFacts = {
            requestId,
            firstTokenMs: watch.afterMs,
            costUsd: cost(answer.model, tokensOf(answer.usage)),
            failedAt: asked.slice(0, -1),
            ballot: null,
          }
          return { ...answer, facts }
        }
        const texts: (string | null)[] = []
        const onVote: VotedRequest['onVote'] = (vote, text) => {
          texts.push(text)
          consensus.onVote?.(vote, text)
        }
        const { wish } = consensus
        const asked = { requestId, caller, model, fields: { messages }, key, wish, onVote }
        const answer = await votes.askByVote(asked, ended)
        report = answer.report
        heard.onText(answer.text)
        const isOneModel = new Set(report.votes.flatMap(vote => vote.model ?? [])).size === 1
        const facts: AnswerFacts = {
          requestId,
          firstTokenMs: null,
          // Of several models together nobody knows whose tokens are whose.
          costUsd: isOneModel ? cost(answer.model, tokensOf(report.usage)) : null,
          failedAt: [],
          ballot: ballotOf(report, texts, wish),
        }
        return { ...answer, facts }
      },
      signal,
    )
    return report ? { ...answered, consensus: report } : answered
  }
}

/** Hears when an answer begins, and passes on what it hears. */
class FirstText implements Listener {
  readonly #listener: Listener
  readonly #since = performance.now()
  afterMs: number | null = null

  constructor(listener: Listener) {
    this.#listener = listener
  }

  onText(text: string): void {
    this.afterMs ??= Math.round(performance.now() - this.#since)
    this.#listener.onText(text)
  }

  onRestart(): void {
    this.#listener.onRestart()
  }
}

/** What a worker says is not trusted: a count is a whole number from 0 up, or there are none. */
function tokensOf(usage: Usage | null): TokenCounts | null {
  if (!usage) return null
  const { prompt_tokens: prompt, completion_tokens: completion } = usage
  const details = usage['prompt_tokens_details'] as { readonly cached_tokens?: unknown } | null
  if (!isCount(prompt) || !isCount(completion)) return null
  const cached = details?.cached_tokens
  return { prompt, completion, cached: isCount(cached) ? cached : 0, reasoning: 0 }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1e12
}
