import type { Fault } from '#contract/fault'
import type { TurnId } from '#contract/ids'
import type { AnsweredTurn, SessionMessage } from '#contract/model/session'
import type { Usage } from '#contract/wire/chat'

/** What only this window saw of an answer; the root does not store it. */
export interface AnswerFigures {
  readonly latencyMs: number
  readonly usage: Usage | null
}

/** One remembered message, as the root has it. */
export interface Line {
  readonly message: SessionMessage
  readonly figures: AnswerFigures | null
}

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
  readonly lines: readonly Line[]
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

export function withAnswer(
  conversation: Conversation,
  answered: AnsweredTurn,
  now: number,
): Conversation {
  const turn = conversation.answering
  if (!turn) return conversation
  const asked: Line = {
    message: {
      role: 'user',
      content: turn.message,
      createdAt: turn.startedAt,
      workerId: null,
      model: null,
    },
    figures: null,
  }
  const answer: Line = {
    message: {
      role: 'assistant',
      content: answered.response,
      createdAt: now,
      workerId: answered.workerId,
      model: answered.model,
    },
    figures: { latencyMs: answered.latencyMs, usage: answered.usage },
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

/** Takes the root's history and keeps the figures of the answers that are still the same. */
export function withHistory(
  conversation: Conversation,
  messages: readonly SessionMessage[],
): Conversation {
  const lines = messages.map((message, at): Line => {
    const before = conversation.lines[at]
    const isSame =
      before?.message.role === message.role && before.message.content === message.content
    return { message, figures: isSame ? before.figures : null }
  })
  return { ...conversation, reading: { name: 'read' }, lines }
}
