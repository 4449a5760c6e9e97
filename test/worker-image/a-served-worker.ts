import { afterEach, vi } from 'vitest'
import { startTestWorker, type TestWorker } from '#test/fakes/worker-program'
import { type StubLlm, startStub } from '../fakes/stub-llm.mjs'

// Real processes and sockets, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export async function worker(environment: Record<string, string> = {}): Promise<TestWorker> {
  const started = await startTestWorker(environment)
  cleanups.push(() => started.stop(0))
  return started
}

export async function workerWithStub(
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

export const said = (content: string, more: object = {}) => ({
  messages: [{ role: 'user', content }],
  ...more,
})

export async function inFlight({ url }: TestWorker): Promise<unknown> {
  const health: Record<string, unknown> = await (await fetch(`${url}/health`)).json()
  return health['in_flight']
}
