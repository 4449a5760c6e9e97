import { FaultError } from '#contract/fault'
import { SessionId } from '#contract/ids'
import type { ChatMessage } from '#contract/wire/chat'
import type { Call } from './call.ts'
import type { ChatRouter } from './chat-router.ts'
import { HeardAnswer, type HeardText } from './heard-answer.ts'
import { steeringHeaders } from './request-headers.ts'

/** The part of the conversations that remembering needs: resolves when the turn is stored. */
export type Remember = (
  turn: {
    readonly sessionId: SessionId
    readonly message: string
    readonly system?: string
    readonly model: string | null
  },
  answer: (messages: readonly ChatMessage[]) => Promise<HeardText>,
  signal: AbortSignal,
) => Promise<unknown>

/** A message that goes on with what the root remembers. */
export interface SessionTurn {
  readonly sessionId: SessionId
  readonly message: string
  readonly system?: string
  /** The message as it came, with pictures if it has some. */
  readonly last: ChatMessage
}

/**
 * Of a request that names its session and holds one message of the user, maybe after instructions.
 * Null for any other: a client that sends what was said before remembers it itself.
 */
export function sessionTurn(call: Call, messages: readonly unknown[]): SessionTurn | null {
  if (call.request.headers['x-banyan-session'] === undefined) return null
  const id = SessionId.safeParse(steeringHeaders(call)?.session)
  if (!id.success) return null
  const asked = messages as readonly Partial<ChatMessage>[] // sound: each field is looked at as if it might be missing
  const last = asked.at(-1)
  const before = asked.slice(0, -1)
  const message = textOf(last)
  if (last?.role !== 'user' || message === '') return null
  if (!before.every(each => each?.role === 'system' || each?.role === 'developer')) return null
  const system = before.map(textOf).join('\n\n')
  const instructions = before.length > 0 ? { system } : {}
  return { sessionId: id.data, message, last: last as ChatMessage, ...instructions } // sound: its role was looked at
}

function textOf(message: Partial<ChatMessage> | null | undefined): string {
  const content = message?.content
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map(part => (part?.type === 'text' && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('')
}

interface RememberedRequest {
  readonly turn: SessionTurn
  readonly model: string | null
  readonly isStream: boolean
  /** Sends the request with these messages through this router to the client. */
  pass(router: ChatRouter, messages: readonly ChatMessage[]): void
}

/** Answers as if the client had sent the whole conversation, and keeps the turn before the answer ends. */
export async function answerRemembered(
  router: ChatRouter,
  remember: Remember,
  call: Call,
  { turn, model, isStream, pass }: RememberedRequest,
): Promise<void> {
  const { last, ...words } = turn
  let heard: HeardAnswer | null = null
  const signal = call.goneSignal()
  const ask = (messages: readonly ChatMessage[]) =>
    new Promise<HeardText>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new FaultError({ code: 'request.cancelled' })))
      const listening: ChatRouter = {
        route(request, sink) {
          heard = new HeardAnswer(sink, isStream, resolve, reject)
          return router.route(request, heard)
        },
      }
      pass(listening, [...messages.slice(0, -1), last])
    })
  try {
    await remember({ ...words, model }, ask, signal)
  } catch (error) {
    // Once the client has heard of it, only what is not about the request is worth telling.
    if (!heard || !(error instanceof FaultError)) throw error
  } finally {
    ;(heard as HeardAnswer | null)?.end()
  }
}
