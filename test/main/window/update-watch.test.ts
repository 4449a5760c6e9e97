import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UpdateWatch, updateFeed } from '#main/window/update-watch'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

const feed = new URL('http://127.0.0.1:1/')

test('without a feed it is off, and looks nowhere', async () => {
  const seek = vi.fn(async () => null)
  const watch = new UpdateWatch({ feed: null, seek })
  watch.begin()
  await watch.seek()
  await vi.advanceTimersByTimeAsync(200_000_000)
  expect([watch.state, seek.mock.calls.length]).toEqual([{ name: 'off' }, 0])
})

test('says what it found, and why it found nothing', async () => {
  const answers = [
    async () => '2.0.0',
    async () => null,
    async () => {
      throw new Error('connect ECONNREFUSED\n    at line 1')
    },
  ]
  const watch = new UpdateWatch({ feed, seek: () => (answers.shift() ?? (async () => null))() })
  const seen: unknown[] = [watch.state]
  watch.onChange(state => seen.push(state))
  await watch.seek()
  await watch.seek()
  await watch.seek()
  const looking = { name: 'looking' }
  expect(seen).toEqual([
    { name: 'unknown' },
    ...[looking, { name: 'newer', version: '2.0.0', at: 0 }],
    ...[looking, { name: 'newest', at: 0 }],
    ...[looking, { name: 'failed', detail: 'connect ECONNREFUSED', at: 0 }],
  ])
})

test('by itself it looks once a day, also when the computer slept meanwhile', async () => {
  const seek = vi.fn(async () => null)
  const watch = new UpdateWatch({ feed, seek })
  watch.begin()
  await vi.advanceTimersByTimeAsync(61_000)
  const first = seek.mock.calls.length
  await vi.advanceTimersByTimeAsync(80_000_000)
  const sameDay = seek.mock.calls.length
  vi.setSystemTime(Date.now() + 86_400_000)
  await watch.seekIfDue()
  const afterSleep = seek.mock.calls.length
  watch.end()
  await vi.advanceTimersByTimeAsync(200_000_000)
  expect([first, sameDay, afterSleep, seek.mock.calls.length]).toEqual([1, 1, 2, 2])
})

test('a feed is encrypted or on this computer', () => {
  const feedOf = (BANYAN_UPDATE_FEED?: string) =>
    updateFeed(BANYAN_UPDATE_FEED === undefined ? {} : { BANYAN_UPDATE_FEED })?.href ?? null
  expect([
    feedOf(),
    feedOf('nonsense'),
    feedOf('http://example.com/'),
    feedOf('http://127.0.0.1.example.com/'),
    feedOf('file:///tmp/'),
    feedOf('https://example.com/banyan'),
    feedOf('http://127.0.0.1:8080/'),
  ]).toEqual([null, null, null, null, null, 'https://example.com/banyan', 'http://127.0.0.1:8080/'])
})
