import { FaultError } from '#contract/fault'
import type { ConsensusReport, ConsensusVote, ConsensusWish } from '#contract/http/consensus'
import { SessionChatRequest } from '#contract/http/session-chat'
import { SessionId } from '#contract/ids'
import type { AnsweredTurn } from '#contract/model/session'
import { anyModel } from '#contract/wire/chat'
import type { Caller } from '../admission.ts'
import { type Call, checked, parseJson } from '../call.ts'
import { wishedConsensus } from '../consensus-wish.ts'
import { errorAnswer } from '../error-answer.ts'
import { type Steering, steeringHeaders, timeoutHeader } from '../request-headers.ts'
import type { Route } from '../route.ts'

/** The part of the conversations that this route needs. */
export type Converse = (
  input: {
    readonly sessionId: SessionId
    readonly message: string
    readonly system?: string
    readonly model: string | null
    readonly requestId: string
    readonly caller: Caller
    readonly steering: Steering | undefined
    readonly timeoutMs: number | null
    /** Several workers answer, and vote. */
    readonly consensus?: {
      readonly wish: ConsensusWish
      readonly onVote: (vote: ConsensusVote) => void
    }
  },
  listener: { onText(text: string): void; onRestart(): void },
  signal: AbortSignal,
) => Promise<VotedTurn>

/** With how the vote went, where one was asked for. */
export type VotedTurn = AnsweredTurn & { readonly consensus?: ConsensusReport }

/** Whose body it is when it is not ours. */
export interface OtherChat {
  owns(json: unknown): boolean
  answer(call: Call, json: unknown): void
}

/** `POST /api/chat`: one turn of a conversation that the root remembers; Ollama's has the same path. */
export function sessionChat(converse: Converse, strategy: string, other: OtherChat): Route {
  return {
    method: 'POST',
    path: '/api/chat',
    access: 'app',
    async handle(call) {
      const json = parseJson(await call.body())
      if (other.owns(json)) {
        other.answer(call, json)
        return
      }
      const asked = checked(SessionChatRequest, json)
      const named = asked.model && asked.model !== anyModel ? asked.model : null
      const { model, wish } = wishedConsensus(call, named, asked.consensus)
      const input = {
        sessionId: asked.session_id ?? SessionId.parse(crypto.randomUUID()),
        message: asked.message,
        ...(typeof asked.system === 'string' ? { system: asked.system } : {}),
        model,
        requestId: call.requestId,
        caller: call.caller,
        steering: steeringHeaders(call),
        timeoutMs: timeoutHeader(call),
      }
      const signal = call.goneSignal()
      if (asked.stream) {
        await streamTurn(call, input.sessionId, send => {
          const onVote = (vote: ConsensusVote) => {
            if (wish?.stream_votes) send({ type: 'vote', ...vote })
          }
          const listener = {
            onText: (content: string) => send({ type: 'delta', content }),
            onRestart: () => send({ type: 'restart' }),
          }
          return converse(votingOn(input, wish, onVote), listener, signal)
        })
        return
      }
      const turn = await converse(
        votingOn(input, wish, () => {}),
        nobody,
        signal,
      )
      call.answer(200, turnJson(turn), {
        'x-banyan-worker': turn.workerId,
        'x-banyan-strategy': wish ? 'consensus' : strategy,
      })
    },
  }
}

type Turn = Parameters<Converse>[0]
const nobody = { onText() {}, onRestart() {} }

function votingOn(
  turn: Turn,
  wish: ConsensusWish | null,
  onVote: (vote: ConsensusVote) => void,
): Turn {
  return wish ? { ...turn, consensus: { wish, onVote } } : turn
}

/**
 * Server-Sent Events whose `data:` is one JSON object each, told apart by `type`: `start`, `delta`
 * (`content`), `restart` (the deltas so far are void) or `vote`, then `done` (all that the whole answer has) or `error`. The head is held
 * back until the first of them, so that what fails before is an ordinary error.
 */
async function streamTurn(
  call: Call,
  sessionId: SessionId,
  run: (send: (event: StreamEvent) => void) => Promise<VotedTurn>,
): Promise<void> {
  const send = (event: StreamEvent) => {
    if (!call.response.headersSent) {
      call.head(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache',
      })
      call.response.write(eventText({ type: 'start', session_id: sessionId }))
    }
    call.response.write(eventText(event))
  }
  try {
    const turn = await run(send)
    send({ type: 'done', ...turnJson(turn) })
  } catch (error) {
    if (!call.response.headersSent || !(error instanceof FaultError)) throw error
    send({ type: 'error', ...errorAnswer(error.fault).body })
  }
  call.response.end()
}

interface StreamEvent {
  readonly type: 'start' | 'delta' | 'restart' | 'vote' | 'done' | 'error'
  readonly [more: string]: unknown
}

function eventText(event: StreamEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

function turnJson(turn: VotedTurn) {
  return {
    response: turn.response,
    session_id: turn.sessionId,
    worker_id: turn.workerId,
    model: turn.model,
    usage: turn.usage,
    latency_ms: Math.round(turn.latencyMs),
    finish_reason: turn.finishReason,
    ...(turn.consensus ? { consensus: turn.consensus } : {}),
  }
}
