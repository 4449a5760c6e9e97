import type { Bridge } from '#contract/ipc/bridge'
import type { NumberedChange } from '#contract/ipc/changes'
import { type Ask, askThrough } from '../bridge.ts'
import { Chat } from './chat.ts'
import { Mirror } from './mirror.ts'
import { Pending } from './pending.ts'
import { SessionList } from './session-list.ts'

/** All that the window holds, fed by one stream of changes. */
export interface WindowState {
  readonly ask: Ask
  readonly mirror: Mirror
  readonly sessions: SessionList
  readonly chat: Chat
  readonly pending: Pending
  /** Listens first and asks then, so that nothing falls between; returns the way to end it. */
  connect(): () => void
}

export function createWindowState(bridge: Pick<Bridge, 'request' | 'onChange'>): WindowState {
  const ask = askThrough(bridge)
  const mirror = new Mirror(ask)
  const sessions = new SessionList(ask)
  const chat = new Chat(ask)
  const pending = new Pending(ask, mirror.store)

  function take(numbered: NumberedChange): void {
    mirror.take(numbered)
    chat.take(numbered.change)
    if (numbered.change.type === 'sessions') void readSessions()
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
    mirror,
    sessions,
    chat,
    pending,
    connect() {
      const stopListening = bridge.onChange(take)
      void mirror.connect()
      void sessions.read()
      return () => {
        stopListening()
        mirror.close()
        pending.close()
      }
    },
  }
}
