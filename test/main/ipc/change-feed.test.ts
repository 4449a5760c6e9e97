import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { Change, Changes } from '#contract/ipc/changes'
import { ChangeFeed } from '#main/ipc/change-feed'
import { aWorker } from '../../renderer/snapshot.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listened(feed: ChangeFeed) {
  const heard: Changes[] = []
  feed.onChanges(changes => heard.push(changes))
  return heard
}

const worker = (id: string, inFlight: number): Change => ({
  type: 'worker',
  worker: aWorker(id, { load: { ...aWorker(id).load, inFlight } }),
})

test('tells the changes of a frame together, each worker once, without a gap between frames', () => {
  const feed = new ChangeFeed()
  const heard = listened(feed)
  const stopped: Change = { type: 'root', root: { name: 'stopped' } }
  for (const change of [worker('a', 1), worker('b', 1), stopped, worker('a', 2)]) feed.push(change)
  vi.advanceTimersByTime(20)
  feed.push({ type: 'sessions' })
  vi.advanceTimersByTime(20)
  expect(heard).toEqual([
    { after: 0, last: 4, changes: [worker('b', 1), stopped, worker('a', 2)] },
    { after: 4, last: 5, changes: [{ type: 'sessions' }] },
  ])
})

test('a worker that was removed in the same frame is not told of as if it were there', () => {
  const feed = new ChangeFeed()
  const heard = listened(feed)
  const removed: Change = { type: 'worker.removed', workerId: WorkerId.parse('a') }
  feed.push(worker('a', 1))
  feed.push(removed)
  vi.advanceTimersByTime(20)
  expect(heard).toEqual([{ after: 0, last: 2, changes: [removed] }])
})

test('a snapshot between a change and the end of its frame already counts it', () => {
  const feed = new ChangeFeed()
  const heard = listened(feed)
  feed.push({ type: 'sessions' })
  expect(feed.sequence).toBe(1)
  vi.advanceTimersByTime(20)
  expect(heard[0]?.last).toBe(1)
})
