import { connect } from 'node:net'
import OpenAI from 'openai'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  postChat,
  signedHeaders,
  startTestWorker,
  streamChat,
  type TestWorker,
  until,
} from '#test/fakes/worker-program'
import { type StubLlm, startStub } from '../fakes/stub-llm.mjs'

// Real processes and sockets, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function worker(environment: Record<string, string> = {}): Promise<TestWorker> {
  const started = await startTestWorker(environment)
  cleanups.push(() => started.stop(0))
  return started
}

async function workerWithStub(
  environment: Record<string, string> = {},
): Promise<{ readonly running: TestWorker; readonly stub: StubLlm }> {
  const stub = await startStub()
  cleanups.push(() => stub.close())
  const running = await worker({
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: `${stub.url}/v1`,
    DEFAULT_MODEL: 'stub-model',
    ...environment,
  })
  return { running, stub }
}

const said = (content: string, more: object = {}) => ({
  messages: [{ role: 'user', content }],
  ...more,
})

const sent = (stub: StubLlm) => Number(stub.stats()['tokens_sent'])

async function inFlight({ url }: TestWorker): Promise<unknown> {
  const health: Record<string, unknown> = await (await fetch(`${url}/health`)).json()
  return health['in_flight']
}

test('tells its health, its models and what it is asked', async () => {
  const running = await worker({ NODE_WEIGHT: '2.5' })
  const health = await (await fetch(`${running.url}/health/`)).json()
  const models = await (await fetch(`${running.url}/v1/models`)).json()
  const head = await fetch(`${running.url}/health`, { method: 'HEAD' })
  expect([health, models, head.status, await head.text()]).toEqual([
    {
      status: 'healthy',
      banyan: 'worker',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      protocol: 1,
      oldest_protocol: 1,
      worker_id: 'worker-of-tests',
      uptime_seconds: expect.any(Number),
      in_flight: 0,
      max_concurrent_requests: 5,
      weight: 2.5,
      priority: 0,
      role: 'worker',
      vitals: expect.any(Object),
      default_model: 'banyan-demo',
      providers: [
        {
          name: 'demo',
          models: ['banyan-demo'],
          capabilities: {
            chat: ['banyan-demo'],
            embeddings: ['banyan-demo'],
            images: ['banyan-demo'],
          },
          problem: null,
        },
      ],
    },
    {
      object: 'list',
      data: [{ id: 'banyan-demo', object: 'model', created: expect.any(Number), owned_by: 'demo' }],
    },
    200,
    '',
  ])
})

test('serves the OpenAI SDK, streamed and not', async () => {
  const { running } = await workerWithStub()
  const client = new OpenAI({ apiKey: 'any', baseURL: `${running.url}/v1`, maxRetries: 0 })
  const body = {
    model: 'auto',
    messages: [{ role: 'user' as const, content: 'echo: 你好 there' }],
  }
  const whole = await client.chat.completions.create(body)
  const streamed = client.chat.completions.stream({
    ...body,
    stream_options: { include_usage: true },
  })
  const final = await streamed.finalChatCompletion()
  const failing = client.chat.completions.create({ ...body, model: 'nobody-has-this' })
  await expect(failing).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
  expect(
    [whole, final].map(one => [one.choices[0]?.message.content, one.usage?.completion_tokens]),
  ).toEqual([
    ['你好 there', 4],
    ['你好 there', 4],
  ])
})

test('streams in the form of OpenAI, with usage for who asks', async () => {
  const { running } = await workerWithStub()
  const plain = await streamChat(running, said('echo: one two'))
  const asking = await streamChat(
    running,
    said('echo: one two', { stream_options: { include_usage: true } }),
  )
  expect(
    [plain, asking].map(({ chunks, text, isComplete, error }) => ({
      text,
      isComplete,
      error,
      ids: new Set(chunks.map(chunk => chunk.id)).size,
      hasUsage: chunks.map(chunk => ('usage' in chunk ? chunk.usage && 'counts' : 'none')).at(-1),
      lastChoices: chunks.at(-1)?.choices.length,
    })),
  ).toEqual([
    { text: 'one two', isComplete: true, error: null, ids: 1, hasUsage: 'none', lastChoices: 1 },
    { text: 'one two', isComplete: true, error: null, ids: 1, hasUsage: 'counts', lastChoices: 0 },
  ])
})

test('a failure before the first chunk is a status, one after it an error in the stream', async () => {
  const { running } = await workerWithStub()
  const before = await postChat(running, said('[[fault:fail-429:7]] x', { stream: true }))
  const after = await streamChat(running, said('[[fault:cut-mid-stream]] count 1 to 20'))
  const collected = await postChat(running, said('[[fault:cut-mid-stream]] count 1 to 20'))
  expect([
    [before.status, before.headers.get('retry-after'), before.body.error.code],
    [after.text, after.isComplete, after.error],
    [collected.status, collected.body.error.code],
  ]).toEqual([
    [429, '7', 'rate_limit_exceeded'],
    [
      '1 2 3',
      false,
      {
        message: 'OpenAI broke off before the answer was complete. Try again.',
        type: 'server_error',
        code: 'provider_cut',
        param: null,
      },
    ],
    [502, 'provider_cut'],
  ])
})

describe('requests that make no sense', () => {
  test('are refused in the form of OpenAI', async () => {
    const running = await worker()
    const post = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await postChat(running, body, headers)
      return [answer.status, answer.body.error.message]
    }
    const deep = `${'['.repeat(200)}${']'.repeat(200)}`
    const large = JSON.stringify(said('x'.repeat(9 * 1024 * 1024)))
    expect([
      await post('{oops'),
      await post('[]'),
      await post('{"messages":[]}'),
      await post('{"messages":[{"content":"x"}]}'),
      await post(JSON.stringify({ ...said('x'), stream: 'yes' })),
      await post(`{"messages":[{"role":"user","content":"x"}],"x":${deep}}`),
      await post('{}', { 'content-type': 'text/plain' }),
      await post(large),
    ]).toEqual([
      [400, 'The body is not JSON in UTF-8.'],
      [400, 'The body must be a JSON object.'],
      [400, expect.stringContaining('messages: ')],
      [400, expect.stringContaining('messages.0.role: ')],
      [400, expect.stringContaining('stream: ')],
      [400, 'The body is nested more than 100 levels deep.'],
      [415, 'Send the body as application/json, not compressed.'],
      [413, 'The body is larger than 8388608 bytes. Send less, or split it.'],
    ])
    const [unknown, wrong] = await Promise.all([
      fetch(`${running.url}/nothing`),
      fetch(`${running.url}/v1/models`, { method: 'DELETE' }),
    ])
    expect([
      unknown.status,
      wrong.status,
      wrong.headers.get('allow'),
      await inFlight(running),
    ]).toEqual([404, 405, 'GET, HEAD', 0])
  })

  test('that are not even HTTP get an answer too', async () => {
    const running = await worker()
    const socket = connect(running.port, '127.0.0.1')
    socket.end('nonsense\r\n\r\n')
    const parts: Buffer[] = []
    for await (const part of socket) parts.push(part)
    expect(Buffer.concat(parts).toString()).toContain('"code":"unreadable_request"')
  })

  test('that come from a web page are refused where there is no secret', async () => {
    const running = await worker()
    const status = async (headers: Record<string, string>) =>
      (await postChat(running, said('x'), headers)).status
    expect([
      await status({ origin: 'https://evil.example' }),
      await status({ origin: 'null' }),
      await status({ origin: 'http://localhost:5173' }),
    ]).toEqual([403, 403, 200])
  })
})

test('answers its root only, when there is a secret', async () => {
  const secret = 'a secret of 16 or more'
  const running = await worker({ ROOT_NODE_SECRET: secret })
  const body = JSON.stringify(said('echo: hi'))
  const path = '/v1/chat/completions'
  const unsigned = await postChat(running, body)
  const headers = signedHeaders({ secret, method: 'POST', path, body })
  const signed = await postChat(running, body, headers)
  const again = await postChat(running, body, headers)
  const brief = await (await fetch(`${running.url}/health`)).json()
  const health = await fetch(`${running.url}/health`, {
    headers: signedHeaders({ secret, method: 'GET', path: '/health' }),
  })
  const wrongHealth = await fetch(`${running.url}/health`, {
    headers: signedHeaders({ secret: 'some other secret', method: 'GET', path: '/health' }),
  })
  const models = await fetch(`${running.url}/v1/models`)
  expect({
    unsigned: [unsigned.status, unsigned.body.error.code, unsigned.headers.get('x-banyan-refused')],
    signed: signed.body.choices[0]?.message.content,
    again: [again.status, again.body.error.code],
    brief: Object.keys(brief),
    health: 'worker_id' in (await health.json()),
    wrongHealth: wrongHealth.status,
    models: models.status,
  }).toEqual({
    unsigned: [401, 'signature_invalid', 'signature'],
    signed: 'hi',
    again: [401, 'signature_invalid'],
    brief: ['status', 'banyan', 'version', 'protocol', 'oldest_protocol'],
    health: true,
    wrongHealth: 401,
    models: 401,
  })
})

describe('slots', () => {
  test('when all are taken the answer is 429, and each comes back', async () => {
    const { running } = await workerWithStub({ MAX_CONCURRENT_REQUESTS: '2' })
    const slow = [1, 2].map(() => postChat(running, said('[[fault:slow:300]] echo: done')))
    await expect.poll(() => inFlight(running)).toBe(2)
    const refused = await postChat(running, said('echo: x'))
    const answers = await Promise.all(slow)
    const after = await postChat(running, said('echo: after'))
    expect([
      [refused.status, refused.headers.get('retry-after'), refused.body.error.code],
      answers.map(answer => answer.status),
      after.status,
      await inFlight(running),
    ]).toEqual([[429, '1', 'worker_busy'], [200, 200], 200, 0])
  })

  test('none leaks when clients leave, and the model calls stop with them', async () => {
    const { running, stub } = await workerWithStub({ MAX_CONCURRENT_REQUESTS: '3' })
    const faults = ['hang', 'hang-mid-stream', 'slow-stream:100']
    for (let round = 0; round < 5; round++) {
      const leaving = new AbortController()
      const asked = faults.map(fault =>
        fetch(`${running.url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(
            said(`[[fault:${fault}]] count 1 to 100`, { stream: round % 2 === 0 }),
          ),
          signal: leaving.signal,
        }).then(response => response.text()),
      )
      await until(() => stub.stats().in_flight === 3)
      leaving.abort()
      await Promise.allSettled(asked)
      await until(() => stub.stats().in_flight === 0)
      await expect.poll(() => inFlight(running)).toBe(0)
    }
    expect(stub.stats().aborted).toBe(15)
  })

  test('a client that reads nothing makes the provider wait, not the memory grow', async () => {
    const { running, stub } = await workerWithStub()
    const socket = connect(running.port, '127.0.0.1')
    socket.pause()
    const body = JSON.stringify(said('long 200000', { stream: true }))
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    await until(() => stub.stats().in_flight === 1)
    // Until what lies between the two sockets is full.
    let before = -1
    while (sent(stub) !== before) {
      before = sent(stub)
      await new Promise(resolve => setTimeout(resolve, 400))
    }
    socket.destroy()
    await until(() => stub.stats().in_flight === 0)
    expect(before).toBeLessThan(150_000)
  })
})

test('writes one line a request, with the id of the caller and without a key', async () => {
  const { running } = await workerWithStub()
  const answer = await postChat(running, said('echo: one two'), { 'x-request-id': 'mine-1' })
  const bad = await postChat(running, said('echo: x'), { 'x-request-id': 'no good\u00e9' })
  await until(() => running.logLines.filter(line => line['event'] === 'request').length === 2)
  expect([
    answer.headers.get('x-request-id'),
    bad.headers.get('x-request-id'),
    running.logLines.find(line => line['id'] === 'mine-1'),
    JSON.stringify(running.logLines).includes('test-key'),
  ]).toEqual([
    'mine-1',
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    {
      time: expect.any(String),
      level: 'info',
      event: 'request',
      id: 'mine-1',
      method: 'POST',
      path: '/v1/chat/completions',
      status: 200,
      ms: expect.any(Number),
      model: 'stub-model',
      provider: 'openai',
      streamed: false,
      promptTokens: expect.any(Number),
      completionTokens: 2,
    },
    false,
  ])
})
