import type { Bridge } from '#contract/ipc/bridge'
import type { Change, Changes } from '#contract/ipc/changes'
import { type Ask, askThrough } from '../bridge.ts'
import { type CallApi, callThrough } from './api.ts'
import { browser, Chat } from './chat.ts'
import type { KeptDrafts } from './draft-shelf.ts'
import { Mirror } from './mirror.ts'
import { Pending } from './pending.ts'
import { SessionList } from './session-list.ts'

/** All that the window holds, fed by one stream of changes. */
export interface WindowState {
  readonly ask: Ask
  readonly api: CallApi
  readonly mirror: Mirror
  readonly sessions: SessionList
  readonly chat: Chat
  readonly pending: Pending
  /** Every change, after what stands above has taken it. Returns the function that stops listening. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void
  /** Listens first and asks then, so that nothing falls between; returns the way to end it. */
  connect(): () => void
}

export function createWindowState(
  bridge: Pick<Bridge, 'request' | 'onChanges'>,
  drafts?: KeptDrafts,
): WindowState {
  const ask = askThrough(bridge)
  const mirror = new Mirror(ask)
  const sessions = new SessionList(ask)
  const chat = new Chat(ask, browser, drafts)
  const pending = new Pending(ask, mirror.store)
  const listeners = new Set<(changes: readonly Change[]) => void>()

  function take(changes: Changes): void {
    mirror.take(changes)
    for (const change of changes.changes) chat.take(change)
    if (changes.changes.some(({ type }) => type === 'sessions')) void readSessions()
    for (const listener of listeners) listener(changes.changes)
  }

  /** Another app may have gone on with the session that is open here. */
  async function readSessions(): Promise<void> {
    await sessions.read()
    const { current, conversations } = chat.store.getState()
    const open = conversations[current]
    const summary = sessions.store.getState().sessions?.find(session => session.id === current)
    if (!open || open.answering || summary?.messageCount === open.lines.length) return
    if (summary || open.lines.length > 0) await chat.read(current)
  }

  return {
    ask,
    api: callThrough(ask),
    mirror,
    sessions,
    chat,
    pending,
    onChanges(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    connect() {
      const stopListening = bridge.onChanges(take)
      void mirror.connect()
      void sessions.read()
      const { current, conversations } = chat.store.getState()
      if (!conversations[current]) void chat.read(current)
      return () => {
        stopListening()
        mirror.close()
        pending.close()
      }
    },
  }
}
