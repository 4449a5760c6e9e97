import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { postChat, startTestWorker, type TestWorker, until } from '#test/fakes/worker-program'
import { startStub } from '../../fakes/stub-llm.mjs'

// Real processes and sockets, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

const quick = { probeWithinMs: 300, listWithinMs: 1_000, retryEveryMs: 30, refreshEveryMs: 60 }
const cleanups: (() => Promise<unknown> | undefined)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function worker(environment: Record<string, string>): Promise<TestWorker> {
  const started = await startTestWorker(environment, quick)
  cleanups.push(() => started.stop(0))
  return started
}

async function health(of: TestWorker): Promise<Record<string, unknown>> {
  return (await fetch(`${of.url}/health`)).json()
}

/** Lists these models and answers nothing else. */
async function modelServer(port: number, ...ids: readonly string[]): Promise<Server> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/v1/models' ? 200 : 404, {
      'content-type': 'application/json',
    })
    response.end(JSON.stringify({ object: 'list', data: ids.map(id => ({ id })) }))
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  cleanups.push(() => close(server))
  return server
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function stub(keys: readonly string[] | null = null): Promise<string> {
  const started = await startStub({ apiKeys: keys })
  cleanups.push(() => started.close())
  return started.url
}

test('takes up an Ollama that starts later and goes back to the demo when it is gone', async () => {
  const first = await modelServer(0, 'nomic-embed-text', 'llama3.2:latest')
  const { port } = first.address() as AddressInfo // sound: it listens on TCP
  await close(first)

  const running = await worker({ OLLAMA_BASE_URL: `http://127.0.0.1:${port}` })
  const seen = async () => (await health(running))['default_model']
  const before = await seen()
  const ollama = await modelServer(port, 'nomic-embed-text', 'llama3.2:latest')
  await until(() => running.logLines.some(line => line['provider'] === 'ollama'))
  const during = await health(running)
  await close(ollama)
  await until(() => running.logLines.filter(line => line['provider'] === 'demo').length === 2)

  expect([before, during['default_model'], during['providers'], await seen()]).toEqual([
    'banyan-demo',
    'llama3.2:latest',
    [
      {
        name: 'ollama',
        models: ['nomic-embed-text', 'llama3.2:latest'],
        capabilities: {
          chat: ['llama3.2:latest'],
          embeddings: ['nomic-embed-text', 'llama3.2:latest'],
        },
        problem: null,
        problem_code: null,
      },
    ],
    'banyan-demo',
  ])
})

test('prefers a key over what runs on this machine, in the fixed order', async () => {
  const url = await stub()
  const running = await worker({
    OLLAMA_BASE_URL: url,
    COMPATIBLE_BASE_URL: `${url}/v1`,
    ANTHROPIC_API_KEY: 'k',
    ANTHROPIC_BASE_URL: url,
    GEMINI_API_KEY: 'k',
    GEMINI_BASE_URL: url,
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: `${url}/v1`,
  })
  const { providers, default_model } = await health(running)
  const names = (providers as { readonly name: string }[]).map(({ name }) => name) // sound: see contract/wire/health
  expect([names, default_model]).toEqual([
    ['openai', 'gemini', 'anthropic', 'compatible'],
    'gpt-4o-mini',
  ])
})

test('takes OPENAI_BASE_URL without a key for a server of one’s own', async () => {
  const running = await worker({ OPENAI_BASE_URL: `${await stub()}/v1` })
  expect(await health(running)).toMatchObject({
    default_model: 'stub-model',
    providers: [{ name: 'compatible', problem: null }],
  })
})

test('lets the model of a request pick the provider, dated names included', async () => {
  const openai = await modelServer(0, 'gpt-5-mini')
  const other = await modelServer(0, 'qwen-max-20260101')
  const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` // sound: it listens on TCP
  const running = await worker({
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: urlOf(openai),
    COMPATIBLE_BASE_URL: urlOf(other),
  })
  const ask = async (model?: string) => {
    await postChat(running, {
      ...(model ? { model } : {}),
      messages: [{ role: 'user', content: 'x' }],
    })
    const { provider, model: asked } =
      running.logLines.findLast(line => line['event'] === 'request') ?? {}
    return `${provider}: ${asked}`
  }
  expect([await ask(), await ask('auto'), await ask('qwen-max'), await ask('other')]).toEqual([
    'openai: gpt-5-mini',
    'openai: gpt-5-mini',
    'compatible: qwen-max',
    'undefined: undefined',
  ])
})

test('says 404 to a model that nobody lists', async () => {
  const running = await worker({})
  const { status, body } = await postChat(running, {
    model: 'gpt-9',
    messages: [{ role: 'user', content: 'x' }],
  })
  expect([status, body]).toEqual([
    404,
    {
      error: {
        message: 'This worker does not offer the model "gpt-9". It offers: banyan-demo.',
        type: 'invalid_request_error',
        code: 'model_not_found',
        param: 'model',
      },
    },
  ])
})

test('reports a refused key in words, and lets the provider itself refuse requests', async () => {
  const url = await stub(['right-key'])
  const running = await worker({ OPENAI_API_KEY: 'wrong-key', OPENAI_BASE_URL: `${url}/v1` })
  expect(await health(running)).toMatchObject({
    providers: [
      {
        name: 'openai',
        models: [],
        problem: expect.stringContaining('The key was refused (401): check OPENAI_API_KEY.'),
        problem_code: 'key_refused',
      },
    ],
  })
  // The list is unknown, so the model may be there: the provider itself says no.
  const { status } = await postChat(running, {
    model: 'my-fine-tune',
    messages: [{ role: 'user', content: 'x' }],
  })
  expect(status).toBe(401)
})

test('says at once when a configured server is gone, and keeps what it offered', async () => {
  const server = await modelServer(0, 'own-model')
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  const running = await startTestWorker({ COMPATIBLE_BASE_URL: `http://127.0.0.1:${port}/v1` })
  cleanups.push(() => running.stop(0))
  await close(server)
  const { status } = await postChat(running, { messages: [{ role: 'user', content: 'x' }] })
  await until(() => running.logLines.some(line => line['event'] === 'provider has a problem'))
  expect([status, (await health(running))['providers']]).toEqual([
    502,
    [
      {
        name: 'compatible',
        models: ['own-model'],
        capabilities: { chat: ['own-model'], embeddings: ['own-model'] },
        problem: expect.stringContaining('could not be reached (ECONNREFUSED)'),
        problem_code: 'unreachable',
      },
    ],
  ])
})

test('names the missing variable when a provider is chosen without its key', async () => {
  const running = await worker({ MODEL_PROVIDER: 'gemini' })
  const message = 'MODEL_PROVIDER is gemini, but GEMINI_API_KEY is not set.'
  const { status, body } = await postChat(running, {
    model: 'x',
    messages: [{ role: 'user', content: 'x' }],
  })
  expect([(await health(running))['providers'], status, body.error.message]).toEqual([
    [
      {
        ...{ name: 'gemini', models: [], capabilities: {}, problem: message },
        problem_code: 'not_configured',
      },
    ],
    503,
    message,
  ])
})

test('DEFAULT_MODEL answers when no model is named', async () => {
  const running = await worker({
    COMPATIBLE_BASE_URL: `${await stub()}/v1`,
    DEFAULT_MODEL: 'stub-mini',
  })
  const { body } = await postChat(running, { messages: [{ role: 'user', content: 'which model' }] })
  expect(body.choices[0]?.message.content).toBe('model=stub-mini')
})
