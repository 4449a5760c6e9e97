import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { startStub } from '../fakes/stub-llm.mjs'
import { type HttpAnswer, healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

const question = { messages: [{ role: 'user', content: 'ping' }] }

const send = (method: string, path: string, body: unknown = {}) =>
  method === 'GET' || method === 'DELETE'
    ? http(root.url + path, { method })
    : http(root.url + path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })

async function newApp(rules: object): Promise<{ readonly id: string; readonly key: string }> {
  const { status, json } = await send('POST', '/api/apps', rules)
  expect(status).toBe(201)
  return json
}

const complete = (key: string, body: object = question, url = root.url): Promise<HttpAnswer> =>
  postJson(`${url}/v1/chat/completions`, body, { authorization: `Bearer ${key}` })

async function lastRequest(query: string, url = root.url) {
  const { json } = await http(`${url}/api/requests?limit=1&${query}`)
  return json.requests[0]
}

test('an app has its own key, by either header, and a key that is not ours is no key', async () => {
  const { id, key } = await newApp({ name: 'Cherry' })
  await complete(key)
  const first = await lastRequest(`app=${id}`)
  await postJson(`${root.url}/v1/chat/completions`, question, { 'x-api-key': key })
  const second = await lastRequest(`app=${id}`)
  const statuses = [await complete('none'), await complete('bnyn_none')].map(({ status }) => status)
  expect({ first, statuses, isAnother: first.id !== second.id }).toMatchObject({
    first: { app: id, outcome: 'served', status: 200, route: '/v1/chat/completions' },
    statuses: [200, 401],
    isAnother: true,
  })
})

test('the 101st request of a new app within a minute is refused, with when to come again', async () => {
  const { id, key } = await newApp({ name: 'Hasty', requests_per_minute: 2 })
  const answers = [await complete(key), await complete(key), await complete(key)]
  const [first, , third] = answers
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(first?.headers).toMatchObject({
    'x-ratelimit-limit-requests': '2',
    'x-ratelimit-remaining-requests': '1',
    'x-ratelimit-reset-requests': '1m0s',
  })
  expect(third).toMatchObject({
    headers: {
      'retry-after': expect.stringMatching(/^(60|59|58)$/),
      'x-ratelimit-remaining-requests': '0',
    },
    json: { error: { type: 'rate_limit_error', code: 'limit_reached' } },
  })
  expect(await lastRequest(`app=${id}`)).toMatchObject({ outcome: 'refused', status: 429 })
  const usual = await newApp({ name: 'Usual' })
  const { json } = await http(`${root.url}/api/apps/${usual.id}`)
  expect(json).toMatchObject({ requests_per_minute: 100, key_hint: usual.key.slice(-4) })
  expect(json).not.toHaveProperty('key')
})

test('an app keeps to its models, its tokens and its budget', async () => {
  const { id, key } = await newApp({ name: 'Modest', models: ['gpt-*'], tokens_per_day: 5 })
  const refused = await complete(key, { ...question, model: 'banyan-demo' })
  const shown = await http(`${root.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })
  const tags = await http(`${root.url}/api/tags`, { headers: { authorization: `Bearer ${key}` } })
  await send('PATCH', `/api/apps/${id}`, { models: ['banyan-demo'] })
  const served = await complete(key)
  const over = await complete(key)
  const prices = [{ model: 'banyan-demo', input: 1e6, cached_input: 1e6, output: 1e6 }]
  await send('PUT', '/api/prices', { prices })
  await send('PATCH', `/api/apps/${id}`, { tokens_per_day: null, budget_usd_per_month: 3 })
  const costly = await complete(key)
  const { cost_usd } = await lastRequest(`app=${id}&outcome=served`)
  const spent = await complete(key)
  await send('PUT', '/api/prices', { prices: [] })
  expect({
    refused: refused.json.error,
    shown: shown.json.data,
    tags: tags.json.models,
    cost_usd,
  }).toMatchObject({
    refused: {
      code: 'model_not_allowed',
      message: 'This app may not use the model "banyan-demo". Allowed: gpt-*.',
    },
    shown: [],
    tags: [],
    cost_usd: 8,
  })
  expect([refused, served, over, costly, spent].map(({ status }) => status)).toEqual([
    403, 200, 429, 200, 429,
  ])
  expect(over.headers).toMatchObject({
    'x-ratelimit-remaining-tokens': '0',
    'x-should-retry': 'false',
  })
})

test('revoked, expired, renewed and deleted keys are refused', async () => {
  const { id, key } = await newApp({ name: 'Gone' })
  const code = async (given: string) => (await complete(given)).json.error?.message ?? 'let in'
  const renewed = (await send('POST', `/api/apps/${id}/key`)).json.key
  const old = await code(key)
  await send('PATCH', `/api/apps/${id}`, { expires_at: '2020-01-01T00:00:00Z' })
  const expired = await code(renewed)
  await send('PATCH', `/api/apps/${id}`, { expires_at: null, revoked: true })
  const revoked = await code(renewed)
  await send('PATCH', `/api/apps/${id}`, { revoked: false })
  const back = await code(renewed)
  const { json } = await send('DELETE', `/api/apps/${id}`)
  expect([old, expired, revoked, back, json, await code(renewed)]).toEqual([
    'This key belongs to no app here. Make a new one, or send none at all.',
    'The key of this app has expired. Give it more time, or make a new app.',
    'The key of this app was revoked.',
    'let in',
    { id, deleted: true },
    'This key belongs to no app here. Make a new one, or send none at all.',
  ])
})

test.each([
  ['POST', '/api/apps', {}, 400],
  ['POST', '/api/apps', { name: 'x', requests_per_minute: 0 }, 400],
  ['POST', '/api/apps', { name: 'x', request_per_minute: 5 }, 400],
  ['POST', '/api/apps', { name: 'x', models: ['g*t'] }, 400],
  ['POST', '/api/apps', { name: 'x', expires_at: 'tomorrow' }, 400],
  ['PATCH', '/api/apps/none', { name: 'x' }, 404],
  ['DELETE', '/api/apps/default', {}, 400],
  ['POST', '/api/apps/default/key', {}, 400],
  ['PUT', '/api/prices', { prices: [{ model: 'm', input: -1, cached_input: 0, output: 0 }] }, 400],
  ['GET', '/api/requests?limit=0', {}, 400],
  ['GET', '/api/requests?cursor=x', {}, 400],
  ['GET', '/api/requests?color=red', {}, 400],
  ['GET', '/api/requests/none', {}, 404],
  ['GET', '/api/usage?from=2026-02-30', {}, 400],
  ['GET', '/api/usage?from=2026-02-02&to=2026-02-01', {}, 400],
  ['GET', '/api/sessions?cursor=x', {}, 400],
  ['GET', '/api/sessions/none', {}, 404],
  ['GET', '/api/sessions/%ff', {}, 400],
  ['DELETE', '/api/sessions/none', {}, 404],
])('%s %s (%#) is refused', async (method, path, body, status) => {
  expect((await send(method, path, body)).status).toBe(status)
})

test('gives a kept answer again to the same question of the same app, where it asks for that', async () => {
  const { id, key } = await newApp({ name: 'Thrifty', cache: 'deterministic' })
  const other = await newApp({ name: 'Other', cache: 'deterministic' })
  const asked = { ...question, temperature: 0 }
  const first = await complete(key, asked)
  const answers = [
    first,
    await complete(key, { temperature: 0, ...question }),
    await complete(other.key, asked),
    await complete(key, question),
    await complete(key, { ...asked, stream: true }),
  ]
  const fresh = await postJson(`${root.url}/v1/chat/completions`, asked, {
    authorization: `Bearer ${key}`,
    'cache-control': 'no-cache',
  })
  expect([...answers, fresh].map(({ headers }) => headers['x-banyan-cache'])).toEqual([
    'miss',
    'hit',
    'miss',
    undefined,
    undefined,
    undefined,
  ])
  expect(answers[1]?.text).toBe(first.text)
  const { json } = await http(`${root.url}/api/requests?app=${id}`)
  expect(json.requests.filter((each: { cache_hit: boolean }) => each.cache_hit)).toMatchObject([
    { prompt_tokens: 0, completion_tokens: 0, cost_usd: 0, worker_id: 'local-1' },
  ])
})

test('keeps what was said only for an app that allows it', async () => {
  const open = await newApp({ name: 'Open', keep_contents: true })
  const closed = await newApp({ name: 'Closed' })
  const secret = { messages: [{ role: 'user', content: 'a riddle about bark' }] }
  await complete(open.key, { ...secret, stream: true })
  await complete(closed.key, secret)
  const { json } = await http(`${root.url}/api/requests?search=riddle`)
  const { id, app } = json.requests[0]
  const detail = (await http(`${root.url}/api/requests/${id}`)).json
  const other = await lastRequest(`app=${closed.id}`)
  expect({
    found: json.requests.length,
    app,
    answer: detail.contents.answer,
    other: (await http(`${root.url}/api/requests/${other.request_id}`)).json.contents,
  }).toEqual({ found: 1, app: open.id, answer: 'You said: a riddle about bark', other: null })
})

test('tells what a stream took though the client did not ask, of our workers and of plain servers', async () => {
  const stub = await startStub({ quiet: true })
  cleanup.defer(() => stub.close())
  const plain = await startRoot(cleanup, { WORKERS: stub.url, LOCAL_WORKER: 'false' })
  await healthyWorkers(plain.url, 1)
  const streamed = { ...question, stream: true }
  const ours = await complete('none', streamed)
  const theirs = await complete('none', { ...streamed, model: 'stub-model' }, plain.url)
  const wished = await complete(
    'none',
    { ...streamed, model: 'stub-model', stream_options: { include_usage: true } },
    plain.url,
  )
  const tokens = async (url: string) => {
    const { prompt_tokens, completion_tokens } = await lastRequest('', url)
    return prompt_tokens > 0 && completion_tokens > 0
  }
  const told = ({ text }: HttpAnswer) =>
    text.split('\n').some(line => line.startsWith('data: ') && /"usage": ?\{/.test(line))
  expect({
    isKnown: [await tokens(root.url), await tokens(plain.url)],
    isTold: [ours, theirs, wished].map(told),
    isWhole: [ours, theirs, wished].map(({ text }) => text.trimEnd().endsWith('data: [DONE]')),
  }).toEqual({
    isKnown: [true, true],
    isTold: [false, false, true],
    isWhole: [true, true, true],
  })
})

test('counts each request once, by whatever it is asked, and after a restart too', async () => {
  const folder = temporaryFolder(cleanup)
  const first = await startRoot(cleanup, { DATA_DIR: folder })
  await healthyWorkers(first.url, 1)
  for (let count = 0; count < 3; count++) await complete('none', question, first.url)
  await complete('none', { ...question, model: 'nobody' }, first.url)
  first.signal('SIGTERM')
  await first.exited
  const again = await startRoot(cleanup, { DATA_DIR: folder })
  const usage = async (by: string) => (await http(`${again.url}/api/usage?by=${by}`)).json
  const byModel = await usage('model')
  expect({
    total: byModel.total,
    keys: [byModel, await usage('app'), await usage('worker')].map(({ rows }) =>
      rows.map((row: { key: string; requests: number }) => [row.key, row.requests]),
    ),
  }).toMatchObject({
    total: { requests: 4, failed: 1, prompt_tokens: 12, completion_tokens: 12, unpriced: 0 },
    keys: [
      [
        ['', 1],
        ['banyan-demo', 3],
      ],
      [['default', 4]],
      [
        ['', 1],
        ['local-1', 3],
      ],
    ],
  })
})

test('walks through the history page by page', async () => {
  const { id, key } = await newApp({ name: 'Many' })
  for (let count = 0; count < 5; count++) await complete(key)
  const pages: number[] = []
  let cursor = ''
  for (;;) {
    const { json } = await http(`${root.url}/api/requests?app=${id}&limit=2${cursor}`)
    pages.push(json.requests.length)
    if (json.next_cursor === null) break
    cursor = `&cursor=${json.next_cursor}`
  }
  expect(pages).toEqual([2, 2, 1])
})

test('lists, finds, gives back and forgets sessions of any script', async () => {
  const id = '小李/第一次 100%'
  const say = (session_id: string, message: string) =>
    postJson(`${root.url}/api/chat`, { session_id, message })
  await say('early', 'ping')
  await say(id, '榕树的气根')
  const list = async (query: string) => (await http(`${root.url}/api/sessions?${query}`)).json
  const first = await list('limit=1')
  const second = await list(`limit=1&cursor=${first.next_cursor}`)
  const found = await Promise.all(
    ['树的气', '气根', '没有这个'].map(text => list(`search=${encodeURIComponent(text)}`)),
  )
  const path = `/api/sessions/${encodeURIComponent(id)}`
  const whole = (await http(root.url + path)).json
  const gone = [await send('DELETE', path), await send('DELETE', path)]
  expect({
    pages: [first, second].map(({ sessions }) => sessions[0].id),
    found: found.map(({ sessions }) => sessions.map((each: { id: string }) => each.id)),
    whole,
    gone: gone.map(({ status }) => status),
    left: (await list('search=气根')).sessions,
  }).toMatchObject({
    pages: [id, 'early'],
    found: [[id], [id], []],
    whole: {
      id,
      system: null,
      messages: [
        { role: 'user', content: '榕树的气根', latency_ms: null },
        { role: 'assistant', latency_ms: expect.any(Number), usage: { prompt_tokens: 8 } },
      ],
    },
    gone: [200, 404],
    left: [],
  })
})
