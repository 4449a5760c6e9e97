import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SessionId } from '#contract/ids'
import { askThrough } from '#renderer/bridge'
import { regretMs, SessionList } from '#renderer/state/session-list'
import { FakeBridge, Refusal } from '../fake-bridge.ts'
import { aSnapshot } from '../snapshot.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const id = SessionId.parse('a')

function open(remove: () => null | Refusal = () => null) {
  const asked = vi.fn(remove)
  const bridge = new FakeBridge(aSnapshot(), { 'session.delete': asked })
  const list = new SessionList(askThrough(bridge))
  const onGone = vi.fn()
  return { asked, list, onGone, leaving: () => list.store.getState().leaving }
}

test('a conversation is hidden at once and deleted when it cannot be regretted any more', async () => {
  const { asked, list, onGone, leaving } = open()
  list.deleteSoon(id, onGone)
  expect(leaving()).toEqual([id])
  await vi.advanceTimersByTimeAsync(regretMs - 1)
  expect(asked).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toHaveBeenCalledTimes(1)
  expect(onGone).toHaveBeenCalledExactlyOnceWith(null)
  expect(leaving()).toEqual([])
})

test('one that is kept in time is never deleted', async () => {
  const { asked, list, onGone, leaving } = open()
  const keep = list.deleteSoon(id, onGone)
  keep()
  expect(leaving()).toEqual([])
  await vi.advanceTimersByTimeAsync(regretMs * 2)
  expect(asked).not.toHaveBeenCalled()
  expect(onGone).not.toHaveBeenCalled()
})

test('one that cannot be deleted comes back, and is told why', async () => {
  const { list, onGone, leaving } = open(() => new Refusal({ code: 'root.stopped' }))
  list.deleteSoon(id, onGone)
  await vi.advanceTimersByTimeAsync(regretMs)
  expect(onGone).toHaveBeenCalledExactlyOnceWith({ code: 'root.stopped' })
  expect(leaving()).toEqual([])
})
