import { expect, test } from 'vitest'
import { startStub } from '../fakes/stub-llm.mjs'
import { cleanup, complete, lastRequest, newApp, question, root, send } from './apps-house.ts'
import { type HttpAnswer, healthyWorkers, http, postJson } from './http.ts'
import { startRoot, temporaryFolder } from './processes.ts'

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
