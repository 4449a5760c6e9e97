import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Fault } from '#contract/fault'
import { SessionId, TurnId } from '#contract/ids'
import type { Change } from '#contract/ipc/changes'
import type { Ask } from '../bridge.ts'
import {
  type Conversation,
  newConversation,
  withAnswer,
  withFailure,
  withHistory,
  withoutText,
  withText,
} from './conversation.ts'
import { faultOf } from './fault-of.ts'

export type TurnEnd = 'answered' | 'stopped' | 'failed'

export interface ChatState {
  readonly current: SessionId
  readonly conversations: Readonly<Record<SessionId, Conversation>>
  readonly drafts: Readonly<Record<SessionId, string>>
  /** Null: whatever the worker answers with by default. */
  readonly model: string | null
  /** Of the turn that ended last, to be read out. */
  readonly lastEnd: { readonly turnId: TurnId; readonly how: TurnEnd } | null
}

interface Outside {
  readonly newId: () => string
  readonly now: () => number
}

const browser: Outside = { newId: () => crypto.randomUUID(), now: () => Date.now() }

/** The conversations that this window has open, and the turns on their way in them. */
export class Chat {
  readonly store: StoreApi<ChatState>
  readonly #ask: Ask
  readonly #outside: Outside
  readonly #sessionOf = new Map<TurnId, SessionId>()
  /** The latest reading of each session; an older answer is thrown away. */
  readonly #readings = new Map<SessionId, symbol>()

  constructor(ask: Ask, outside: Outside = browser) {
    this.#ask = ask
    this.#outside = outside
    const current = SessionId.parse(outside.newId())
    this.store = createStore(() => ({
      current,
      conversations: { [current]: newConversation },
      drafts: {},
      model: null,
      lastEnd: null,
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
        this.#put(id, withHistory(this.#get(id), session.messages))
      }
    } catch (failure) {
      const fault = faultOf(failure)
      if (this.#readings.get(id) !== reading) return
      const isGone = fault.code === 'session.unknown'
      this.#put(
        id,
        isGone
          ? withHistory(this.#get(id), [])
          : { ...this.#get(id), reading: { name: 'failed', fault } },
      )
    }
  }

  setDraft(id: SessionId, text: string): void {
    this.store.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: text } }))
  }

  setModel(model: string | null): void {
    this.store.setState({ model })
  }

  /** One turn at a time in a session: the root would only let the second one wait. */
  async send(id: SessionId, message: string): Promise<void> {
    const conversation = this.#get(id)
    if (conversation.answering || conversation.reading.name !== 'read') return
    if (message.trim() === '') return
    const turnId = TurnId.parse(this.#outside.newId())
    this.#sessionOf.set(turnId, id)
    const startedAt = this.#outside.now()
    this.#put(id, {
      ...conversation,
      answering: { id: turnId, message, text: '', startedAt, isStopping: false },
    })
    const { model } = this.store.getState()
    try {
      await this.#ask('chat.send', { turnId, sessionId: id, message, model })
    } catch (failure) {
      this.take({ type: 'chat.failed', turnId, fault: faultOf(failure) })
    }
  }

  async sendAgain(id: SessionId, turnId: TurnId): Promise<void> {
    const conversation = this.#get(id)
    const turn = conversation.broken.find(broken => broken.id === turnId)
    if (!turn || conversation.answering) return
    this.#put(id, {
      ...conversation,
      broken: conversation.broken.filter(broken => broken.id !== turnId),
    })
    await this.send(id, turn.message)
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
    const { current, conversations, drafts } = this.store.getState()
    const { [id]: _conversation, ...otherConversations } = conversations
    const { [id]: _draft, ...otherDrafts } = drafts
    this.#readings.delete(id)
    this.store.setState({ conversations: otherConversations, drafts: otherDrafts })
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
      case 'chat.answered': {
        const now = this.#outside.now()
        this.#end(change.turnId, 'answered', before => withAnswer(before, change.turn, now))
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
