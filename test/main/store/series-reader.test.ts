import { expect, test } from 'vitest'
import type { RequestEntry } from '#contract/model/request-entry'
import type { SeriesQuery } from '#contract/model/series'
import { historyShelf } from '#main/store/history-shelf'
import { SeriesBook } from '#main/store/series-book'
import { anEntry } from '../observe/a-record.ts'
import { tempDatabase } from './temp-database.ts'

const start = Date.UTC(2026, 10, 1)
const minute = 60_000

const anything = { worker: null, provider: null, model: null, app: null }

const query = (more: Partial<SeriesQuery> = {}): SeriesQuery => ({
  by: 'none',
  only: anything,
  from: start,
  to: start + 3 * minute,
  stepMs: minute,
  most: 8,
  withBefore: false,
  ...more,
})

const row = (at: number, more: Partial<RequestEntry> = {}) => ({
  entry: anEntry({ at, ...more }),
  day: '2026-11-01',
  contents: null,
})

async function house(rows: readonly ReturnType<typeof row>[], pageSize = 500) {
  const database = await tempDatabase()
  const shelf = historyShelf(database)
  for (let at = 0; at < rows.length; at += pageSize) await shelf.add(rows.slice(at, at + pageSize))
  return { database, shelf }
}

test('counts each request in the step in which it came, and is busy while it lasts', async () => {
  const { shelf } = await house([
    row(start - 5 * minute),
    row(start + 1_000, { latencyMs: 90_000, firstTokenMs: 400, costUsd: 0.25 }),
    row(start + minute, { outcome: 'failed', latencyMs: 10, firstTokenMs: null, tokens: null }),
    row(start + minute + 1, { outcome: 'refused', latencyMs: 0, firstTokenMs: null, tokens: null }),
    row(start + 3 * minute),
  ])
  const { columns, total, groups, countedFrom } = await shelf.series(query())
  expect({ groups, countedFrom }).toEqual({ groups: [], countedFrom: null })
  expect(columns).toMatchObject({
    requests: [1, 2, 0],
    failed: [0, 2, 0],
    in_flight: [0.9833, 0.5168, 0],
    prompt_tokens: [10, 0, 0],
    completion_tokens: [5, 0, 0],
    cost_usd: [0.25, 0, 0],
    first_token_p95_ms: [expect.closeTo(400, -1), null, null],
    latency_p50_ms: [expect.closeTo(90_000, -4), null, null],
  })
  expect(total).toMatchObject({ requests: 3, failed: 2, prompt_tokens: 10, cost_usd: 0.25 })
})

test('of one worker, provider, model or app all is told, however few requests it had', async () => {
  const { shelf } = await house([
    row(start, { workerId: 'a', model: 'x', appId: 'p', provider: 'openai' }),
    row(start + 1, { workerId: 'a', model: 'y', appId: 'q', outcome: 'failed' }),
    row(start + 2, { workerId: 'b', model: 'x', appId: 'q', provider: 'gemini' }),
    row(start + 3, { workerId: null, model: null, appId: 'q', outcome: 'refused' }),
    row(start - minute, { workerId: 'a', model: 'x', appId: 'p' }),
  ])
  async function counted(only: Partial<SeriesQuery['only']>, more: Partial<SeriesQuery> = {}) {
    const told = await shelf.series(query({ only: { ...anything, ...only }, ...more }))
    return told
  }
  expect((await counted({ worker: 'a' })).total).toMatchObject({ requests: 2, failed: 1 })
  expect((await counted({ worker: 'a', app: 'q' })).columns.requests).toEqual([1, 0, 0])
  expect((await counted({ worker: '' })).total.requests).toBe(1)
  expect((await counted({ provider: 'openai' })).total.requests).toBe(1)
  const byProvider = (await counted({}, { by: 'provider' })).groups
  expect(byProvider.map(({ key, total }) => [key, total.requests])).toEqual([
    ['', 2],
    ['openai', 1],
    ['gemini', 1],
  ])
  expect((await counted({ worker: 'nobody' })).total.requests).toBe(0)
  expect((await counted({ worker: 'a' }, { withBefore: true })).before?.requests).toBe(1)
  const { groups } = await counted({ model: 'x' }, { by: 'worker', most: 1 })
  expect(groups.map(({ key, total }) => [key, total.requests])).toEqual([
    ['a', 1],
    [null, 1],
  ])
})

test('the most used are told apart, the rest goes together', async () => {
  const { shelf } = await house([
    ...['a', 'a', 'a', 'b', 'b', 'c'].map((workerId, at) => row(start + at, { workerId })),
    row(start, { workerId: null, outcome: 'refused' }),
  ])
  const { groups } = await shelf.series(query({ by: 'worker', most: 2 }))
  expect(groups.map(({ key, total }) => [key, total.requests])).toEqual([
    ['a', 3],
    ['b', 2],
    [null, 2],
  ])
})

test('the time before is summed up with it, and what comes later is read with the next question', async () => {
  const { shelf } = await house([row(start - minute), row(start - 2), row(start + 1)])
  const asked = query({ withBefore: true })
  const first = await shelf.series(asked)
  await shelf.add([row(start + 5)])
  const second = await shelf.series(asked)
  expect([first.before?.requests, first.total.requests, second.total.requests]).toEqual([2, 1, 2])
})

test('what comes after the history was found empty is counted', async () => {
  const { shelf } = await house([])
  const empty = await shelf.series(query())
  await shelf.add([row(start + 1)])
  const first = await shelf.series(query())
  expect([empty.total.requests, first.total.requests]).toEqual([0, 1])
})

test('a page of old requests among newer ones hides nothing', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => row(start + at))
  const { shelf } = await house([...rows, row(start - 60 * minute), row(start + 50)], 1)
  expect((await shelf.series(query())).total.requests).toBe(41)
})

test('too long a history says from when on it was counted', async () => {
  const rows = Array.from({ length: 300 }, (_, at) => row(start + at))
  const { database } = await house(rows, 2)
  const { countedFrom, total } = new SeriesBook(database.read, 100).read(query())
  expect({ countedFrom, requests: total.requests }).toEqual({
    countedFrom: start + 201,
    requests: 100,
  })
})

test('a question that cannot be read is refused, and the next one is answered', async () => {
  const { shelf, database } = await house([row(start)])
  await expect(database.series.read(null as never)).rejects.toThrow('TypeError')
  expect((await shelf.series(query())).total.requests).toBe(1)
})
