import type { Fault } from '#contract/fault'
import type { TurnId } from '#contract/ids'
import type { AnsweredTurn, SessionMessage } from '#contract/model/session'

export interface AnsweringTurn {
  readonly id: TurnId
  readonly message: string
  readonly text: string
  readonly startedAt: number
  readonly isStopping: boolean
}

/** A turn that the root has forgotten; the window keeps its text so that it can be sent again. */
export interface BrokenTurn {
  readonly id: TurnId
  readonly message: string
  readonly text: string
  readonly end: { readonly name: 'stopped' } | { readonly name: 'failed'; readonly fault: Fault }
  /** How many lines stand before it. */
  readonly after: number
}

export type Reading =
  | { readonly name: 'reading' }
  | { readonly name: 'read' }
  | { readonly name: 'failed'; readonly fault: Fault }

export interface Conversation {
  readonly reading: Reading
  readonly lines: readonly SessionMessage[]
  readonly broken: readonly BrokenTurn[]
  readonly answering: AnsweringTurn | null
}

export const newConversation: Conversation = {
  reading: { name: 'read' },
  lines: [],
  broken: [],
  answering: null,
}

export function withText(conversation: Conversation, text: string): Conversation {
  const turn = conversation.answering
  if (!turn) return conversation
  return { ...conversation, answering: { ...turn, text: turn.text + text } }
}

/** Another answer begins. */
export function withoutText(conversation: Conversation): Conversation {
  const turn = conversation.answering
  return turn ? { ...conversation, answering: { ...turn, text: '' } } : conversation
}

export function withAnswer(
  conversation: Conversation,
  answered: AnsweredTurn,
  now: number,
): Conversation {
  const turn = conversation.answering
  if (!turn) return conversation
  const asked: SessionMessage = {
    role: 'user',
    content: turn.message,
    createdAt: turn.startedAt,
    workerId: null,
    model: null,
    latencyMs: null,
    usage: null,
  }
  const answer: SessionMessage = {
    role: 'assistant',
    content: answered.response,
    createdAt: now,
    workerId: answered.workerId,
    model: answered.model,
    latencyMs: answered.latencyMs,
    usage: answered.usage,
  }
  return { ...conversation, lines: [...conversation.lines, asked, answer], answering: null }
}

/** A failure that follows the user's own stop is that stop, whatever it is called. */
export function withFailure(conversation: Conversation, fault: Fault): Conversation {
  const turn = conversation.answering
  if (!turn) return conversation
  const wasStopped = turn.isStopping || fault.code === 'request.cancelled'
  const broken: BrokenTurn = {
    id: turn.id,
    message: turn.message,
    text: turn.text,
    end: wasStopped ? { name: 'stopped' } : { name: 'failed', fault },
    after: conversation.lines.length,
  }
  return { ...conversation, broken: [...conversation.broken, broken], answering: null }
}

/** Takes the root's history in place of what the window saw of it. */
export function withHistory(
  conversation: Conversation,
  messages: readonly SessionMessage[],
): Conversation {
  return { ...conversation, reading: { name: 'read' }, lines: messages }
}
