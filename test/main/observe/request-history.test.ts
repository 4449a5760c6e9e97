import { expect, test } from 'vitest'
import type { RequestEntry } from '#contract/model/request-entry'
import { silentLog } from '#main/base/log'
import { RequestHistory } from '#main/observe/request-history'
import { findRequest, type RequestQuery, searchRequests } from '#main/observe/request-search'
import { historyShelf } from '#main/store/history-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const day = 86_400_000
const now = new Date(2026, 4, 20, 12).getTime()

const entry = (requestId: string, more: Partial<RequestEntry> = {}): RequestEntry => ({
  requestId,
  at: now,
  appId: 'default',
  route: '/v1/chat/completions',
  modelAsked: null,
  model: 'm',
  workerId: 'w',
  provider: null,
  attempts: 1,
  trail: null,
  firstTokenMs: 1.5,
  latencyMs: 2.5,
  tokens: { prompt: 10, completion: 5, cached: 4, reasoning: 2 },
  costUsd: 0.5,
  isCacheHit: false,
  outcome: 'served',
  status: 200,
  errorCode: null,
  ...more,
})
const everything: RequestQuery = {
  requestId: null,
  app: null,
  model: null,
  worker: null,
  provider: null,
  outcome: null,
  search: '',
  limit: 50,
}

async function open() {
  const shelf = historyShelf(await tempDatabase())
  const history = new RequestHistory({ shelf, log: silentLog, now: () => now })
  const found = async (query: Partial<RequestQuery> = {}) => {
    const { rows } = await searchRequests(
      shelf,
      { ...everything, ...query },
      Number.MAX_SAFE_INTEGER,
    )
    return rows.map(({ requestId }) => requestId)
  }
  return { shelf, history, found }
}

test('gives a request back as it was, with its contents where they were kept', async () => {
  const { shelf, history } = await open()
  const contents = { request: '问', answer: '答' }
  history.add(entry('r1'), contents)
  history.add(entry('r2', { tokens: null, costUsd: null, isCacheHit: true }), null)
  await history.flush()
  expect([
    await findRequest(shelf, 'r1'),
    await findRequest(shelf, '1001'),
    await findRequest(shelf, 'r3'),
    await findRequest(shelf, '1002'),
  ]).toEqual([
    { row: { id: 1000, ...entry('r1') }, contents },
    {
      row: { id: 1001, ...entry('r2', { tokens: null, costUsd: null, isCacheHit: true }) },
      contents: null,
    },
    null,
    null,
  ])
})

test('finds by app, model, worker, provider and outcome, and what is said in names and contents', async () => {
  const { history, found } = await open()
  history.add(
    entry('r1', { appId: 'a', model: 'gpt', modelAsked: 'auto-1', provider: 'openai' }),
    null,
  )
  history.add(entry('r2', { workerId: 'x', outcome: 'failed', errorCode: 'worker.cut' }), null)
  history.add(entry('r3'), { request: '100% sure', answer: '今天' })
  await history.flush()
  expect([
    await found({ app: 'a' }),
    await found({ model: 'auto-1' }),
    await found({ provider: 'openai' }),
    await found({ provider: 'gemini' }),
    await found({ worker: 'x', outcome: 'failed' }),
    await found({ worker: 'x', outcome: 'served' }),
    await found({ search: 'WORKER.' }),
    await found({ search: '0% s' }),
    await found({ search: '今天' }),
    await found(),
  ]).toEqual([['r1'], ['r1'], ['r1'], [], ['r2'], [], ['r2'], ['r3'], ['r3'], ['r3', 'r2', 'r1']])
})

test('walks page by page through a long history and misses none', async () => {
  const { shelf, history } = await open()
  for (let count = 0; count < 5_000; count++) {
    history.add(entry(`r${count}`, { appId: count % 1_000 === 0 ? 'rare' : 'often' }), null)
  }
  await history.flush()
  const seen: string[] = []
  let next: number | null = Number.MAX_SAFE_INTEGER
  while (next !== null) {
    const page = await searchRequests(shelf, { ...everything, app: 'rare', limit: 2 }, next)
    seen.push(...page.rows.map(({ requestId }) => requestId))
    next = page.next
  }
  expect(seen).toEqual(['r4000', 'r3000', 'r2000', 'r1000', 'r0'])
})

test('sums up what was used, and knows at a start what was spent', async () => {
  const { shelf, history } = await open()
  history.add(entry('r1'), null)
  history.add(entry('r2', { at: now - day, outcome: 'failed', costUsd: null, tokens: null }), null)
  history.add(entry('r3', { appId: 'b', costUsd: null }), null)
  await history.flush()
  const sum = {
    requests: 1,
    failed: 0,
    promptTokens: 10,
    completionTokens: 5,
    cachedTokens: 4,
    reasoningTokens: 2,
    costUsd: 0.5,
    unpriced: 0,
  }
  const failed = { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 }
  expect({
    byApp: shelf.usage({ by: 'app', from: '2026-05-20', to: '2026-05-20' }),
    byDay: shelf.usage({ by: 'day', from: '2026-05-01', to: '2026-05-19' }),
    spent: shelf.spent('2026-05-20'),
  }).toEqual({
    byApp: [
      { key: 'b', ...sum, costUsd: 0, unpriced: 1 },
      { key: 'default', ...sum },
    ],
    byDay: [{ key: '2026-05-19', ...sum, ...failed, failed: 1, costUsd: 0 }],
    spent: [
      { appId: 'b', tokensToday: 15, usdThisMonth: 0 },
      { appId: 'default', tokensToday: 15, usdThisMonth: 0.5 },
    ],
  })
})

test('forgets requests after 90 days, with their contents, and keeps the accounts', async () => {
  const { shelf, history, found } = await open()
  for (let count = 0; count < 700; count++) {
    history.add(entry(`old ${count}`, { at: now - 91 * day }), { request: 'x', answer: 'y' })
  }
  history.add(entry('young', { at: now - 89 * day }), null)
  await history.flush()
  await history.clean()
  expect({
    found: await found(),
    kept: shelf
      .usage({ by: 'app', from: '2026-01-01', to: '2026-12-31' })
      .map(({ requests }) => requests),
  }).toEqual({ found: ['young'], kept: [701] })
})

test('says what could not be kept and since when, and that it mended', async () => {
  const { shelf } = await open()
  let time = now
  let isFull = true
  const history = new RequestHistory({
    shelf: {
      ...shelf,
      add: rows => (isFull ? Promise.reject(new Error('disk full')) : shelf.add(rows)),
    },
    log: silentLog,
    now: () => time,
  })
  const add = async (...ids: readonly string[]) => {
    for (const id of ids) history.add(entry(id), null)
    await history.flush()
    return history.unkept
  }
  const before = history.unkept
  const first = await add('r1')
  time += 1_000
  const second = await add('r2', 'r3')
  isFull = false
  time += 1_000
  const after = await add('r4')
  const told = { firstAt: now, lastAt: now + 1_000, requests: 3, why: 'other' }
  expect([before, first, second, after]).toEqual([
    null,
    { firstAt: now, lastAt: now, requests: 1, isGoingOn: true, why: 'other' },
    { ...told, isGoingOn: true },
    { ...told, isGoingOn: false },
  ])
})
