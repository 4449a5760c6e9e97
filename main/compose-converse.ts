import { randomUUID } from 'node:crypto'
import type { ConsensusReport } from '#contract/http/consensus'
import type { AnsweredTurn } from '#contract/model/session'
import type { Caller } from './apps/caller.ts'
import { windowCaller } from './apps/window-caller.ts'
import type { Exchange } from './base/exchange.ts'
import type { ConsensusParts, VotedRequest } from './compose-consensus.ts'
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
}

/** Joins conversations to the router, and to votes where one is asked for. */
export function composeConverse({ conversations, router, votes }: ConverseSurroundings): Converse {
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
          const question = { requestId, messages, model, ...way }
          return ask(routed, question, heard, ended)
        }
        const asked = { requestId, caller, model, fields: { messages }, key, ...consensus }
        const answer = await votes.askByVote(asked, ended)
        report = answer.report
        heard.onText(answer.text)
        return answer
      },
      signal,
    )
    return report ? { ...answered, consensus: report } : answered
  }
}
