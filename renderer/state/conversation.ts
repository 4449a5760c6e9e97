import type { Fault } from '#contract/fault'
import type { TurnId } from '#contract/ids'
import type { ChatVote } from '#contract/model/chat-ballot'
import type { AnsweredTurn, Session, SessionMessage, SetAside } from '#contract/model/session'
import type { TurnWish } from './turn-wish.ts'

export interface AnsweringTurn {
  readonly id: TurnId
  readonly wish: TurnWish
  readonly text: string
  /** As they come, where several workers vote. */
  readonly votes: readonly ChatVote[]
  readonly startedAt: number
  readonly isStopping: boolean
}

/** A turn that the root has forgotten; the window keeps its text so that it can be sent again. */
export interface BrokenTurn {
  readonly id: TurnId
  readonly wish: TurnWish
  readonly text: string
  readonly votes: readonly ChatVote[]
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
  /** What another way on took the place of, the newest first. */
  readonly setAside: readonly SetAside[]
}

export const newConversation: Conversation = {
  reading: { name: 'read' },
  lines: [],
  broken: [],
  answering: null,
  setAside: [],
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

export function withVote(conversation: Conversation, vote: ChatVote): Conversation {
  const turn = conversation.answering
  if (!turn) return conversation
  return { ...conversation, answering: { ...turn, votes: [...turn.votes, vote] } }
}

/** The lines that stand before this turn. */
export function linesBefore(
  { lines }: Conversation,
  { replacesFrom }: TurnWish,
): readonly SessionMessage[] {
  return replacesFrom === null ? lines : lines.slice(0, 2 * (replacesFrom - 1))
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
    content: turn.wish.message,
    createdAt: turn.startedAt,
    workerId: null,
    model: null,
    latencyMs: null,
    usage: null,
    ...(turn.wish.files.length > 0 && {
      files: turn.wish.files.map(({ name, type, size }) => ({ name, type, size })),
    }),
  }
  const answer: SessionMessage = {
    role: 'assistant',
    content: answered.response,
    createdAt: now,
    workerId: answered.workerId,
    model: answered.model,
    latencyMs: answered.latencyMs,
    usage: answered.usage,
    ...(answered.facts && { facts: answered.facts }),
  }
  return {
    ...conversation,
    lines: [...linesBefore(conversation, turn.wish), asked, answer],
    answering: null,
    setAside: afterSettingAside(conversation.setAside, answered.setAside),
  }
}

/** What lies in the turns that were set aside can only come back after them. */
function afterSettingAside(
  before: readonly SetAside[],
  added: SetAside | undefined,
): readonly SetAside[] {
  if (!added) return before
  return [added, ...before.filter(({ fromTurn }) => fromTurn <= added.fromTurn)]
}

/** A failure that follows the user's own stop is that stop, whatever it is called. */
export function withFailure(conversation: Conversation, fault: Fault): Conversation {
  const turn = conversation.answering
  if (!turn) return conversation
  const wasStopped = turn.isStopping || fault.code === 'request.cancelled'
  const broken: BrokenTurn = {
    id: turn.id,
    wish: turn.wish,
    text: turn.text,
    votes: turn.votes,
    end: wasStopped ? { name: 'stopped' } : { name: 'failed', fault },
    after: conversation.lines.length,
  }
  return { ...conversation, broken: [...conversation.broken, broken], answering: null }
}

/** Takes the root's history in place of what the window saw of it. */
export function withHistory(
  conversation: Conversation,
  { messages, setAside = [] }: Pick<Session, 'messages' | 'setAside'>,
): Conversation {
  return { ...conversation, reading: { name: 'read' }, lines: messages, setAside }
}
