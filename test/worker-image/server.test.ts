import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { postChat, streamChat, until } from '#test/fakes/worker-program'
import { said, worker, workerWithStub } from './a-served-worker.ts'

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
          problem_code: null,
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
