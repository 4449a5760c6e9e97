import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Fault } from '#contract/fault'
import { SessionId, TurnId } from '#contract/ids'
import type { Change } from '#contract/ipc/changes'
import type { BallotWish } from '#contract/model/chat-ballot'
import type { SetAside } from '#contract/model/session'
import type { Ask } from '../bridge.ts'
import {
  type Conversation,
  newConversation,
  withAnswer,
  withFailure,
  withHistory,
  withoutText,
  withText,
  withVote,
} from './conversation.ts'
import { type KeptDrafts, noDraftShelf } from './draft-shelf.ts'
import { faultOf } from './fault-of.ts'
import { type Attachment, plainWish, type TurnWish } from './turn-wish.ts'

export type TurnEnd = 'answered' | 'stopped' | 'failed'

export interface ChatState {
  readonly current: SessionId
  readonly conversations: Readonly<Record<SessionId, Conversation>>
  readonly drafts: Readonly<Record<SessionId, string>>
  /** What goes along with each draft. */
  readonly attachments: Readonly<Record<SessionId, readonly Attachment[]>>
  /** Several workers answer what is sent from now on; null: one does. */
  readonly ballot: BallotWish | null
  /** Null: whatever the worker answers with by default. */
  readonly model: string | null
  /** Of the turn that ended last, to be read out. */
  readonly lastEnd: { readonly turnId: TurnId; readonly how: TurnEnd } | null
  /** What the last turn took the place of, for as long as nobody was told. */
  readonly lastSetAside: { readonly sessionId: SessionId; readonly setAside: SetAside } | null
}

interface Outside {
  readonly newId: () => string
  readonly now: () => number
}

export const browser: Outside = { newId: () => crypto.randomUUID(), now: () => Date.now() }

/** The conversations that this window has open, and the turns on their way in them. */
export class Chat {
  readonly store: StoreApi<ChatState>
  readonly #ask: Ask
  readonly #outside: Outside
  readonly #sessionOf = new Map<TurnId, SessionId>()
  /** The latest reading of each session; an older answer is thrown away. */
  readonly #readings = new Map<SessionId, symbol>()

  /** A conversation in which something was being written stays the open one. */
  constructor(ask: Ask, outside: Outside = browser, kept: KeptDrafts = noDraftShelf.read()) {
    this.#ask = ask
    this.#outside = outside
    const { current: left, drafts } = kept
    const current = left !== null && drafts[left] ? left : SessionId.parse(outside.newId())
    this.store = createStore(() => ({
      current,
      conversations: current === left ? {} : { [current]: newConversation },
      drafts,
      attachments: {},
      ballot: null,
      model: null,
      lastEnd: null,
      lastSetAside: null,
    }))
  }

  /** An empty conversation is used again rather than left behind. */
  startNew(): void {
    const { current, conversations } = this.store.getState()
    if (conversations[current] && isEmpty(conversations[current])) return
    const id = SessionId.parse(this.#outside.newId())
    this.#put(id, newConversation)
    this.store.setState({ current: id })
  }

  async open(id: SessionId): Promise<void> {
    this.store.setState({ current: id })
    if (this.store.getState().conversations[id]?.reading.name !== 'read') await this.read(id)
  }

  async read(id: SessionId): Promise<void> {
    const reading = Symbol()
    this.#readings.set(id, reading)
    const before = this.#get(id)
    if (before.reading.name !== 'read' || before.lines.length === 0) {
      this.#put(id, { ...before, reading: { name: 'reading' } })
    }
    try {
      const session = await this.#ask('session.read', { sessionId: id })
      if (this.#readings.get(id) === reading) {
        this.#put(id, withHistory(this.#get(id), session))
      }
    } catch (failure) {
      const fault = faultOf(failure)
      if (this.#readings.get(id) !== reading) return
      const isGone = fault.code === 'session.unknown'
      this.#put(
        id,
        isGone
          ? withHistory(this.#get(id), { messages: [] })
          : { ...this.#get(id), reading: { name: 'failed', fault } },
      )
    }
  }

  setDraft(id: SessionId, text: string): void {
    this.store.setState(({ drafts: { [id]: _, ...others } }) => ({
      drafts: text === '' ? others : { ...others, [id]: text },
    }))
  }

  setModel(model: string | null): void {
    this.store.setState({ model })
  }

  setAttachments(id: SessionId, files: readonly Attachment[]): void {
    this.store.setState(({ attachments }) => ({ attachments: { ...attachments, [id]: files } }))
  }

  setBallot(ballot: BallotWish | null): void {
    this.store.setState({ ballot })
  }

  /** One turn at a time in a session: the root would only let the second one wait. */
  async send(
    id: SessionId,
    message: string,
    more: Partial<Omit<TurnWish, 'message'>> = {},
  ): Promise<void> {
    const conversation = this.#get(id)
    const wish: TurnWish = { ...plainWish, ...more, message }
    if (conversation.answering || conversation.reading.name !== 'read') return
    if (message.trim() === '' && wish.files.length === 0) return
    const turnId = TurnId.parse(this.#outside.newId())
    this.#sessionOf.set(turnId, id)
    const startedAt = this.#outside.now()
    this.#put(id, {
      ...conversation,
      answering: { id: turnId, wish, text: '', votes: [], startedAt, isStopping: false },
    })
    const { model } = this.store.getState()
    const files = wish.files.map(({ name, data }) => ({ name, data }))
    try {
      await this.#ask('chat.send', { turnId, sessionId: id, model, ...wish, files })
    } catch (failure) {
      this.take({ type: 'chat.failed', turnId, fault: faultOf(failure) })
    }
  }

  /** The same again, in the same way or by another worker. */
  async sendAgain(id: SessionId, turnId: TurnId, worker: TurnWish['worker'] = null): Promise<void> {
    const conversation = this.#get(id)
    const turn = conversation.broken.find(broken => broken.id === turnId)
    if (!turn || conversation.answering) return
    this.#put(id, {
      ...conversation,
      broken: conversation.broken.filter(broken => broken.id !== turnId),
    })
    await this.send(id, turn.wish.message, { ...turn.wish, ...(worker && { worker }) })
  }

  /** Files that went along once are read again from the root. */
  async replace(
    id: SessionId,
    fromTurn: number,
    message: string,
    more: Partial<Pick<TurnWish, 'worker' | 'ballot'>> = {},
  ): Promise<void> {
    const notes = this.#get(id).lines[2 * (fromTurn - 1)]?.files ?? []
    const files = await Promise.all(
      notes.map(async (note, place) => {
        const { data } = await this.#ask('session.file', { sessionId: id, turn: fromTurn, place })
        return { ...note, id: this.#outside.newId(), data }
      }),
    )
    await this.send(id, message, { ...more, files, replacesFrom: fromTurn })
  }

  toldOfSetAside(): void {
    this.store.setState({ lastSetAside: null })
  }

  /** Returns what was set aside instead. */
  async bringBack(id: SessionId, setAsideId: string): Promise<SetAside | null> {
    const instead = await this.#ask('session.bring-back', { sessionId: id, setAsideId })
    await this.read(id)
    return instead
  }

  /** The end of the turn comes as a change; a turn that is over already needs no stopping. */
  async stop(id: SessionId): Promise<void> {
    const conversation = this.#get(id)
    const turn = conversation.answering
    if (!turn || turn.isStopping) return
    this.#put(id, { ...conversation, answering: { ...turn, isStopping: true } })
    try {
      await this.#ask('chat.stop', { turnId: turn.id })
    } catch (failure) {
      const fault = faultOf(failure)
      if (fault.code !== 'turn.unknown') this.take({ type: 'chat.failed', turnId: turn.id, fault })
    }
  }

  forget(id: SessionId): void {
    const { current, conversations, drafts, attachments } = this.store.getState()
    const { [id]: _conversation, ...otherConversations } = conversations
    const { [id]: _draft, ...otherDrafts } = drafts
    const { [id]: _files, ...otherFiles } = attachments
    this.#readings.delete(id)
    this.store.setState({
      conversations: otherConversations,
      drafts: otherDrafts,
      attachments: otherFiles,
    })
    if (current === id) this.startNew()
  }

  take(change: Change): void {
    switch (change.type) {
      case 'chat.delta':
        this.#update(change.turnId, conversation => withText(conversation, change.text))
        break
      case 'chat.restart':
        this.#update(change.turnId, withoutText)
        break
      case 'chat.vote':
        this.#update(change.turnId, conversation => withVote(conversation, change.vote))
        break
      case 'chat.answered': {
        const now = this.#outside.now()
        this.#end(change.turnId, 'answered', before => withAnswer(before, change.turn, now))
        const { sessionId, setAside } = change.turn
        if (setAside) this.store.setState({ lastSetAside: { sessionId, setAside } })
        break
      }
      case 'chat.failed':
        this.#end(change.turnId, 'failed', before => withFailure(before, change.fault))
        break
      case 'root':
        if (change.root.name === 'stopped' || change.root.name === 'failed') this.#failAll()
        break
    }
  }

  /** A root that is gone says nothing more about its turns. */
  #failAll(): void {
    const fault: Fault = { code: 'root.stopped' }
    for (const turnId of [...this.#sessionOf.keys()]) {
      this.take({ type: 'chat.failed', turnId, fault })
    }
  }

  #end(turnId: TurnId, how: TurnEnd, change: (before: Conversation) => Conversation): void {
    const id = this.#sessionOf.get(turnId)
    if (id === undefined) return
    this.#update(turnId, change)
    this.#sessionOf.delete(turnId)
    this.#readings.delete(id)
    const last = this.#get(id).broken.at(-1)
    const wasStopped = last?.id === turnId && last.end.name === 'stopped'
    this.store.setState({ lastEnd: { turnId, how: wasStopped ? 'stopped' : how } })
  }

  #update(turnId: TurnId, change: (before: Conversation) => Conversation): void {
    const id = this.#sessionOf.get(turnId)
    if (id === undefined) return
    const before = this.#get(id)
    if (before.answering?.id === turnId) this.#put(id, change(before))
  }

  #get(id: SessionId): Conversation {
    return this.store.getState().conversations[id] ?? newConversation
  }

  #put(id: SessionId, conversation: Conversation): void {
    this.store.setState(({ conversations }) => ({
      conversations: { ...conversations, [id]: conversation },
    }))
  }
}

function isEmpty(conversation: Conversation): boolean {
  return (
    conversation.reading.name === 'read' &&
    conversation.lines.length === 0 &&
    conversation.broken.length === 0 &&
    !conversation.answering
  )
}
