import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type StubLlm, startStub } from '../fakes/stub-llm.mjs'
import { healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot, startWorker } from './processes.ts'
import { recordingProxy } from './recording-proxy.ts'

const cleanup = new Cleanup()
let stub: StubLlm
afterAll(() => cleanup.run())
beforeAll(async () => {
  stub = await startStub()
  cleanup.defer(() => stub.close())
})

const providers = () => ({
  MODEL_PROVIDER: 'auto',
  OLLAMA_BASE_URL: `${stub.url}/nothing-here`,
  LMSTUDIO_BASE_URL: `${stub.url}/nothing-here`,
  OPENAI_API_KEY: 'sk-openai-secret-1',
  OPENAI_BASE_URL: `${stub.url}/v1`,
  GEMINI_API_KEY: 'AIza-gemini-secret-2',
  GEMINI_BASE_URL: stub.url,
  ANTHROPIC_API_KEY: 'sk-ant-secret-3',
  ANTHROPIC_BASE_URL: stub.url,
})

async function root(environment: Record<string, string>, workers = 1): Promise<RunningProgram> {
  const started = await startRoot(cleanup, environment)
  await healthyWorkers(started.url, workers)
  return started
}

const complete = (url: string, model: string | undefined, content: string) =>
  postJson(`${url}/v1/chat/completions`, { model, messages: [{ role: 'user', content }] })

describe('with a key for each', () => {
  let subject: RunningProgram
  beforeAll(async () => {
    subject = await root(providers())
  })

  test.each(['gpt-4o-mini', 'gemini-2.5-flash', 'claude-sonnet-4-5'])('%s answers', async model => {
    const { status, json } = await complete(subject.url, model, 'echo: 你好')
    expect({ status, model: json.model, content: json.choices[0].message.content }).toEqual({
      status: 200,
      model,
      content: '你好',
    })
  })

  test('OpenAI goes first when nothing is chosen', async () => {
    const { json } = await http(`${subject.url}/api/workers`)
    expect(json.workers[0].providers.map((each: { name: string }) => each.name)).toEqual([
      'openai',
      'gemini',
      'anthropic',
    ])
    expect((await complete(subject.url, undefined, 'echo: x')).json.model).toMatch(/^gpt/)
  })

  test('a session remembers whoever answers', async () => {
    const say = (message: string, model: string) =>
      postJson(`${subject.url}/api/chat`, { session_id: '三家', message, model })
    await say('我叫小李', 'gpt-4o-mini')
    expect((await say('我叫什么？', 'claude-sonnet-4-5')).json.response).toContain('小李')
    expect((await say('我叫什么？', 'gemini-2.5-flash')).json.response).toContain('小李')
  })

  test.each([
    [400, 400],
    [429, 429],
    [500, 500],
    [503, 503],
  ])(
    'a provider’s %i reaches the client as %i, in OpenAI’s shape and not to be repeated',
    async (fault, status) => {
      const answer = await complete(subject.url, 'gpt-4o-mini', `x [[fault:fail-${fault}]]`)
      expect(answer).toMatchObject({ status, json: { error: { message: expect.any(String) } } })
      if (status >= 429) expect(answer.headers['x-should-retry']).toBe('false')
    },
  )

  test('a turn that failed leaves nothing in the history', async () => {
    const say = (message: string) =>
      postJson(`${subject.url}/api/chat`, { session_id: 'failing', message, model: 'gpt-4o-mini' })
    expect((await say('my name is Bob [[fault:fail-500]]')).status).toBe(500)
    expect((await say('how many messages')).json.response).toContain('messages=1')
  })

  test('no key is ever printed or logged', () => {
    expect(subject.output()).not.toMatch(/secret-[123]/)
  })
})

test('a key that is refused is told in words, and the others go on answering', async () => {
  const subject = await root({ ...providers(), OPENAI_API_KEY: 'sk-bad-key' })
  const { json } = await http(`${subject.url}/api/workers`)
  const [openai] = json.workers[0].providers
  expect(openai.problem).toContain('OPENAI_API_KEY')
  expect(openai.problem_code).toBe('key_refused')
  expect((await complete(subject.url, undefined, 'echo: x')).status).toBe(200)
  expect(subject.output()).toContain('openai does not answer')
})

test('the history tells whom the worker asked, and finds by it', async () => {
  const other = await startStub({ models: ['claude-sonnet-4-5'] })
  const openai = await startStub({ models: ['gpt-4o-mini'] })
  cleanup.defer(() => other.close())
  cleanup.defer(() => openai.close())
  const subject = await root({
    ...{ MODEL_PROVIDER: 'auto', OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${openai.url}/v1` },
    ...{ ANTHROPIC_API_KEY: 'sk-ant-2', ANTHROPIC_BASE_URL: other.url },
  })
  const { url } = subject
  await complete(url, 'gpt-4o-mini', 'echo: x')
  const { headers } = await complete(url, 'claude-sonnet-4-5', 'echo: x')
  await complete(url, undefined, 'echo: x')

  const found = await http(`${url}/api/requests?provider=anthropic`)
  const series = await http(`${url}/api/metrics/series?by=provider`)
  const groups = series.json.groups.map(
    (group: { readonly key: string; readonly total: { readonly requests: number } }) => [
      group.key,
      group.total.requests,
    ],
  )
  expect([found.json.requests, groups]).toEqual([
    [expect.objectContaining({ request_id: headers['x-request-id'], provider: 'anthropic' })],
    [
      ['openai', 2],
      ['anthropic', 1],
    ],
  ])
  expect((await http(`${url}/api/requests?provider=nobody`)).status).toBe(400)
})

test('the demo is not mixed with real answers, unless it is asked for by name', async () => {
  const demo = await startWorker(cleanup, { WORKER_ID: 'demo' })
  const subject = await root({ ...providers(), WORKERS: demo.url }, 2)
  const models = await Promise.all(
    Array.from(
      { length: 12 },
      async () => (await complete(subject.url, 'auto', 'echo: x')).json.model,
    ),
  )
  expect(new Set(models)).not.toContain('banyan-demo')
  expect((await complete(subject.url, 'banyan-demo', 'ping')).json.model).toBe('banyan-demo')
})

test('a plain OpenAI-compatible server is a worker as it is', async () => {
  const subject = await root({ WORKERS: `${stub.url}/v1`, LOCAL_WORKER: 'false' })
  const { json } = await complete(subject.url, 'gpt-4o-mini', 'echo: plain')
  expect(json.choices[0].message.content).toBe('plain')
})

test('a plain server is sent nothing that only our workers understand', async () => {
  const proxy = await recordingProxy(stub.url, cleanup)
  const subject = await root({ WORKERS: `${proxy.url}/v1`, LOCAL_WORKER: 'false' })
  const thought = { type: 'thinking', thinking: 'Hm.', signature: 'abc' }
  const { status } = await postJson(`${subject.url}/v1/messages`, {
    model: 'gpt-4o-mini',
    max_tokens: 9,
    thinking: { type: 'adaptive' },
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: 'ping' },
      { role: 'assistant', content: [thought, { type: 'text', text: 'pong' }] },
      { role: 'user', content: 'echo: plain' },
    ],
  })
  expect({ status, sent: JSON.parse(proxy.lastBody()) }).toEqual({
    status: 200,
    sent: {
      model: 'gpt-4o-mini',
      max_completion_tokens: 9,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'ping' },
        { role: 'assistant', content: 'pong' },
        { role: 'user', content: 'echo: plain' },
      ],
    },
  })
})

test('root and worker with different secrets refuse each other, and say why', async () => {
  const worker = await startWorker(cleanup, { ROOT_NODE_SECRET: 'the secret of the worker' })
  const subject = await startRoot(cleanup, {
    WORKERS: worker.url,
    LOCAL_WORKER: 'false',
    ROOT_NODE_SECRET: 'another secret of the root',
  })
  await new Promise(resolve => setTimeout(resolve, 500))
  const { json } = await http(`${subject.url}/api/workers`)
  expect(json.workers[0]).toMatchObject({
    status: 'offline',
    status_reason: expect.stringContaining('ROOT_NODE_SECRET'),
  })
})

test('root and worker with the same secret work together', async () => {
  const secret = 'one secret for both of them'
  const worker = await startWorker(cleanup, { ROOT_NODE_SECRET: secret })
  const subject = await root({
    WORKERS: worker.url,
    LOCAL_WORKER: 'false',
    ROOT_NODE_SECRET: secret,
  })
  expect((await complete(subject.url, undefined, 'ping')).status).toBe(200)
  expect((await complete(worker.url, undefined, 'ping')).status).toBe(401)
})
