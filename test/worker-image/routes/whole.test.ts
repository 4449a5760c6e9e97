import { afterEach, expect, test, vi } from 'vitest'
import { signedHeaders, startTestWorker, type TestWorker, until } from '#test/fakes/worker-program'
import { type StubLlm, startStub } from '../../fakes/stub-llm.mjs'

// Real sockets, on machines that may be busy.
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

async function workerWithStub(environment: Record<string, string>): Promise<{
  readonly running: TestWorker
  readonly stub: StubLlm
}> {
  const stub = await startStub()
  cleanups.push(() => stub.close())
  const keys = { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: `${stub.url}/v1` }
  return { running: await worker({ ...keys, ...environment }), stub }
}

function post(
  { url }: TestWorker,
  path: string,
  body: object,
  more: { readonly headers?: Record<string, string>; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(url + path, {
    ...more,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more.headers },
    body: JSON.stringify(body),
  })
}

async function inFlight({ url }: TestWorker): Promise<unknown> {
  const health: Record<string, unknown> = await (await fetch(`${url}/health`)).json()
  return health['in_flight']
}

test('embeddings take a slot, which comes back when the client leaves, and the call ends too', async () => {
  const { running, stub } = await workerWithStub({ MAX_CONCURRENT_REQUESTS: '1' })
  const leaving = new AbortController()
  const hanging = post(
    running,
    '/v1/embeddings',
    { model: 'text-embedding-3-small', input: '[[fault:hang]] x' },
    { signal: leaving.signal },
  )
  await until(() => stub.stats().in_flight === 1)
  const refused = await post(running, '/v1/embeddings', { input: 'x' })
  leaving.abort()
  await expect(hanging).rejects.toThrow()
  await expect.poll(() => inFlight(running)).toBe(0)
  await until(() => stub.stats().in_flight === 0)
  const after = await post(running, '/v1/embeddings', { input: 'x' })
  expect([refused.status, after.status, (await after.json()).model]).toEqual([
    429,
    200,
    'text-embedding-3-small',
  ])
})

test.each(['/v1/embeddings', '/v1/images/generations'])(
  '%s is for the root only, when there is a secret',
  async path => {
    const secret = 'a secret of 16 or more'
    const running = await worker({ ROOT_NODE_SECRET: secret })
    const body = { input: 'x', prompt: 'x' }
    const headers = signedHeaders({ secret, method: 'POST', path, body: JSON.stringify(body) })
    const unsigned = await post(running, path, body)
    const signed = await post(running, path, body, { headers })
    expect([unsigned.status, signed.status]).toEqual([401, 200])
  },
)

test.each([
  ['/v1/embeddings', {}, 'input'],
  ['/v1/embeddings', { input: [] }, 'input'],
  ['/v1/embeddings', { input: ['a', 1] }, 'input'],
  ['/v1/embeddings', { input: 'a', encoding_format: 'hex' }, 'encoding_format'],
  ['/v1/images/generations', { prompt: '' }, 'prompt'],
  ['/v1/images/generations', { prompt: 'x', n: 11 }, 'n'],
  ['/v1/images/generations', { prompt: 'x', size: 'huge' }, 'size'],
  ['/v1/images/generations', { prompt: 'x', stream: true }, 'stream'],
])('POST %s with %o is a 400', async (path, body, param) => {
  const response = await post(await worker(), path, body)
  const { error } = await response.json()
  expect([response.status, error.type, error.param]).toEqual([400, 'invalid_request_error', param])
})

test('with no model named, chat never picks one for embeddings, nor the other way round', async () => {
  const stub = await startStub({ models: ['text-embedding-3-large', 'gpt-9'] })
  cleanups.push(() => stub.close())
  const running = await worker({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${stub.url}/v1` })
  const chat = await post(running, '/v1/chat/completions', {
    messages: [{ role: 'user', content: 'x' }],
  })
  const vectors = await post(running, '/v1/embeddings', { input: 'x' })
  const wrong = await post(running, '/v1/embeddings', { model: 'gpt-9', input: 'x' })
  expect([(await chat.json()).model, (await vectors.json()).model, await wrong.json()]).toEqual([
    'gpt-9',
    'text-embedding-3-large',
    {
      error: {
        message: 'The model "gpt-9" cannot make embeddings. These can: text-embedding-3-large.',
        type: 'invalid_request_error',
        code: 'unsupported_capability',
        param: 'model',
      },
    },
  ])
})
