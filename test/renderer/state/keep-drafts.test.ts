import { afterEach, expect, test, vi } from 'vitest'
import { SessionId } from '#contract/ids'
import { askThrough } from '#renderer/bridge'
import { Chat } from '#renderer/state/chat'
import type { KeptDrafts } from '#renderer/state/draft-shelf'
import { keepDrafts } from '#renderer/state/keep-drafts'
import { FakeBridge } from '../fake-bridge.ts'
import { aSnapshot } from '../snapshot.ts'

afterEach(() => {
  vi.useRealTimers()
})

function open(kept: KeptDrafts = { current: null, drafts: {} }) {
  vi.useFakeTimers()
  let ids = 0
  const outside = { newId: () => `id-${++ids}`, now: () => 1_000 }
  const chat = new Chat(askThrough(new FakeBridge(aSnapshot())), outside, kept)
  const written: KeptDrafts[] = []
  const page = new EventTarget()
  const shelf = { read: () => kept, write: (told: KeptDrafts) => void written.push(told) }
  const stop = keepDrafts(chat, shelf, page)
  return { chat, written, page, stop, current: chat.store.getState().current }
}

test('writes once for many keys, and at once when the page goes', () => {
  const { chat, written, page, current } = open()
  for (const text of ['h', 'he', 'hel']) chat.setDraft(current, text)
  expect(written).toEqual([])
  vi.advanceTimersByTime(300)
  expect(written).toEqual([{ current, drafts: { [current]: 'hel' } }])
  chat.setDraft(current, 'hello')
  page.dispatchEvent(new Event('pagehide'))
  page.dispatchEvent(new Event('pagehide'))
  expect(written.slice(1)).toEqual([{ current, drafts: { [current]: 'hello' } }])
})

test('what was sent or deleted is no draft any more', () => {
  const { chat, written, stop, current } = open()
  chat.setDraft(current, 'hello')
  chat.setDraft(current, '')
  const gone = SessionId.parse('gone')
  chat.setDraft(gone, 'never mind')
  chat.forget(gone)
  stop()
  expect(written).toEqual([{ current, drafts: {} }])
})

test('a conversation in which something was being written is the open one again', () => {
  const left = SessionId.parse('left')
  const drafts = { [left]: 'half a sen' }
  expect(open({ current: left, drafts }).chat.store.getState()).toMatchObject({
    current: left,
    drafts,
    conversations: {},
  })
  expect(open({ current: left, drafts: {} }).current).toBe('id-1')
})
