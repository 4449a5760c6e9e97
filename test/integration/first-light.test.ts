import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot } from './processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

const say = (session_id: string, message: string) =>
  postJson(`${root.url}/api/chat`, { session_id, message })

test.each(['/health', '/healthz/', '/monitoring/health'])(
  '%s says that the root is healthy',
  async path => {
    expect(await http(root.url + path)).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
      },
      json: { status: 'healthy', workers: { total: 1, healthy: 1 } },
    })
  },
)

test('lists the local worker', async () => {
  const { json } = await http(`${root.url}/api/workers`)
  expect(json.workers).toMatchObject([
    {
      id: 'local-1',
      transport: 'local',
      status: 'healthy',
      models: ['banyan-demo'],
      max_concurrent_requests: 5,
    },
  ])
})

test('answers a chat and says who answered', async () => {
  const { status, json } = await say('hello', 'hello')
  expect({ status, json }).toMatchObject({
    status: 200,
    json: { session_id: 'hello', worker_id: 'local-1', model: 'banyan-demo' },
  })
  expect(json.response).toContain('demo')
  expect(json.usage.total_tokens).toBe(json.usage.prompt_tokens + json.usage.completion_tokens)
})

test('counts what was served', async () => {
  const before = await http(`${root.url}/api/metrics`)
  await say('counted', 'ping')
  const after = await http(`${root.url}/api/metrics`)
  expect(after.json.requests.served).toBe(before.json.requests.served + 1)
  expect(after.json.workers[0].served).toBe(after.json.requests.served)
})

test('remembers within a session, and not across sessions', async () => {
  await say('小李的会话', '我叫小李')
  const same = await say('小李的会话', '我叫什么？')
  const other = await say('小李的會話', '我叫什么？')
  expect(same.json.response).toContain('小李')
  expect(other.json.response).not.toContain('小李')
})

test('answers turns of one session that arrive together one after the other, and remembers all', async () => {
  const messages = ['my name is Ann', 'ping', 'what is my name?', 'pong', 'what is my name?']
  const asking = messages.map(async (message, index) => {
    // Far enough apart to arrive in this order, near enough that each finds the one before unanswered.
    await new Promise(resolve => setTimeout(resolve, index * 10))
    return say('together', message)
  })
  const answers = await Promise.all(asking)
  expect(answers.map(answer => answer.status)).toEqual([200, 200, 200, 200, 200])
  expect(answers[2]?.json.response).toContain('Ann')
  expect(answers[4]?.json.response).toContain('Ann')
})

test('streams a chat as events that say what they are', async () => {
  const { headers, text } = await postJson(`${root.url}/api/chat`, {
    session_id: 's',
    message: 'ping',
    stream: true,
  })
  expect(headers['content-type']).toContain('text/event-stream')
  const events = text
    .split('\n\n')
    .filter(block => block !== '')
    .map(block => JSON.parse(block.split('\n')[1]?.replace('data: ', '') ?? ''))
  const deltas = events.filter(event => event.type === 'delta')
  expect(events[0]).toEqual({ type: 'start', session_id: 's' })
  expect(events.at(-1)).toMatchObject({ type: 'done', session_id: 's', worker_id: 'local-1' })
  expect(deltas.map(event => event.content).join('')).toBe(events.at(-1)?.response)
})

test('makes a session when none is named', async () => {
  const { json } = await postJson(`${root.url}/api/chat`, { message: 'ping' })
  expect(json.session_id).toMatch(/^[0-9a-f-]{36}$/)
})

test('offers its models, together and one by one', async () => {
  const all = await http(`${root.url}/v1/models`)
  expect(all.json).toMatchObject({
    object: 'list',
    data: [{ id: 'banyan-demo', workers: ['local-1'] }],
  })
  expect((await http(`${root.url}/v1/models/banyan-demo`)).status).toBe(200)
  expect(await http(`${root.url}/v1/models/none`)).toMatchObject({
    status: 404,
    json: { error: { code: 'model_not_found' } },
  })
})

test('says on a completion who answered, in how many attempts, and takes the caller’s id', async () => {
  const { headers } = await postJson(
    `${root.url}/v1/chat/completions`,
    { model: 'banyan-demo', messages: [{ role: 'user', content: 'ping' }] },
    { 'x-request-id': 'mine-1' },
  )
  expect(headers).toMatchObject({
    'x-request-id': 'mine-1',
    'x-banyan-worker': 'local-1',
    'x-banyan-attempts': '1',
    'x-banyan-strategy': 'least-connections',
  })
})

const chat = '/api/chat'
const completions = '/v1/chat/completions'
const valid = '{"messages":[{"role":"user","content":"x"}],"model":"gpt-none"}'

test.each([
  ['GET', chat, '', 'application/json', 405, 'method_not_allowed'],
  ['POST', '/health', '{}', 'application/json', 405, 'method_not_allowed'],
  ['GET', '/nowhere', '', 'application/json', 404, 'not_found'],
  ['POST', chat, '{"message":"x"', 'application/json', 400, 'invalid_request'],
  ['POST', chat, '{"session_id":"","message":"x"}', 'application/json', 400, 'invalid_request'],
  ['POST', chat, '{"session_id":"a","message":""}', 'application/json', 400, 'invalid_request'],
  ['POST', chat, '{"session_id":"a"}', 'application/json', 400, 'invalid_request'],
  ['POST', chat, '{"session_id":"a","message":"x"}', 'text/plain', 415, 'unsupported_media_type'],
  ['POST', completions, '[]', 'application/json', 400, 'invalid_request'],
  ['POST', completions, '{"messages":[]}', 'application/json', 400, 'invalid_request'],
  ['POST', completions, valid, 'application/json', 404, 'model_not_found'],
  [
    'POST',
    completions,
    `{"x":"${'a'.repeat(8_100_000)}"}`,
    'application/json',
    413,
    'request_too_large',
  ],
])(
  '%s %s (%#) is refused in OpenAI’s error shape',
  async (method, path, body, type, status, code) => {
    const answer = await http(root.url + path, { method, body, headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status, json: { error: { code, message: expect.any(String) } } })
    if (status === 405) expect(answer.headers['allow']).toBeTruthy()
  },
)

test('HEAD works where GET does, without a body', async () => {
  const { status, text } = await http(`${root.url}/health`, { method: 'HEAD' })
  expect({ status, text }).toEqual({ status: 200, text: '' })
})

test('web pages of strangers and bent names are not let in', async () => {
  const foreign = await http(`${root.url}/health`, { headers: { origin: 'http://evil.example' } })
  const bent = await http(`${root.url}/health`, { headers: { host: 'evil.example' } })
  expect([foreign.status, bent.status]).toEqual([403, 403])
})

test('prints what a person needs, and no more', () => {
  const lines = root.output()
  expect(lines).toContain(`Root node  ${root.url}`)
  expect(lines).toContain('local-1  healthy, answers by the built-in demo')
  expect(lines).toContain('OPENAI_API_KEY')
})
