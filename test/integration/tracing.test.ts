import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type OtlpReceiver, openOtlpReceiver } from '../fakes/otlp-receiver.ts'
import { scriptedServer } from '../fakes/scripted-server.ts'
import { healthyWorkers, http, postJson } from './http.ts'
import { eventually, startRoot, startWorker } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const secret = 'a-root-secret-of-the-tests-0123456789'
const question = { model: 'banyan-demo', messages: [{ role: 'user', content: 'a secret thing' }] }
const clientTrace = '0af7651916cd43dd8448eb211c80319c'
const clientSpan = 'b7ad6b7169203331'
const traceparent = `00-${clientTrace}-${clientSpan}-01`

async function receiver(status = 200): Promise<OtlpReceiver> {
  const open = await openOtlpReceiver(status)
  cleanup.defer(() => open.close())
  return open
}

/** A root node and a worker that is not its child, both traced. */
async function tracedHouse(environment: Record<string, string> = {}) {
  const otlp = await receiver()
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url, ROOT_NODE_SECRET: secret, ...environment }
  const worker = await startWorker(cleanup, { ...traced, WORKER_ID: 'w' })
  const root = await startRoot(cleanup, { ...traced, WORKERS: worker.url, LOCAL_WORKER: 'false' })
  await healthyWorkers(root.url, 1)
  return { otlp, root, worker, chat: `${root.url}/v1/chat/completions` }
}

const named = (otlp: OtlpReceiver, service: string, name: RegExp) =>
  otlp.spans.filter(span => span.service === service && name.test(span.name))

function only<T>(found: readonly T[]): T {
  const [first] = found
  if (!first || found.length > 1) throw new Error(`${found.length} instead of one`)
  return first
}

test('one trace from the client through root and worker to the provider', async () => {
  const { otlp, root, worker, chat } = await tracedHouse()
  await postJson(chat, { ...question, stream: true }, { traceparent, 'x-request-id': 'r1' })
  await eventually(15_000, async () => expect(otlp.spans).toHaveLength(4))
  const request = only(named(otlp, 'banyan-root', /^chat banyan-demo$/))
  const attempt = only(named(otlp, 'banyan-root', /^attempt /))
  const served = only(
    otlp.spans.filter(span => span.service === 'banyan-worker' && span.kind === 2),
  )
  const call = only(otlp.spans.filter(span => span.service === 'banyan-worker' && span.kind === 3))
  expect(otlp.spans.map(span => span.traceId)).toEqual(Array(4).fill(clientTrace))
  expect([request, attempt, served, call].map(span => span.parentSpanId)).toEqual([
    clientSpan,
    request.spanId,
    attempt.spanId,
    served.spanId,
  ])
  expect(request.facts).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'banyan-demo',
    'gen_ai.response.model': 'banyan-demo',
    'gen_ai.usage.input_tokens': expect.any(Number),
    'gen_ai.usage.output_tokens': expect.any(Number),
    'http.route': '/v1/chat/completions',
    'http.response.status_code': 200,
    'banyan.request.id': 'r1',
    'banyan.request.stream': true,
    'banyan.app.id': 'default',
    'banyan.outcome': 'served',
    'banyan.attempts': 1,
    'banyan.rescues': 0,
  })
  expect(attempt).toMatchObject({
    facts: { 'banyan.worker.id': `127.0.0.1-${worker.port}`, 'banyan.outcome': 'served' },
    events: ['first token'],
  })
  expect(served.facts).toMatchObject({ 'banyan.request.id': 'r1', 'gen_ai.provider.name': 'demo' })
  expect(call).toMatchObject({ name: 'chat banyan-demo', events: ['first token'] })
  const sent = otlp.requests.map(({ body }) => body).join()
  expect(sent).not.toContain('a secret thing')
  expect(sent).not.toContain(secret)
  expect(new Set(otlp.requests.map(({ path }) => path))).toEqual(new Set(['/v1/traces']))
  expect((await http(`${root.url}/health`)).status).toBe(200)
})

test('without a trace of the client it begins one; odd ones count as none', async () => {
  const { otlp, chat } = await tracedHouse()
  await postJson(chat, question)
  for (const odd of ['nonsense', `00-${'0'.repeat(32)}-${clientSpan}-01`, 'x'.repeat(5_000)]) {
    expect((await postJson(chat, question, { traceparent: odd })).status).toBe(200)
  }
  await eventually(15_000, async () => expect(otlp.spans).toHaveLength(16))
  const requests = named(otlp, 'banyan-root', /^chat/)
  expect(requests.map(span => span.parentSpanId)).toEqual(['', '', '', ''])
  expect(new Set(requests.map(span => span.traceId)).size).toBe(4)
})

test('an attempt that failed and the one that served are children of one request', async () => {
  const otlp = await receiver()
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url }
  const gone = await startWorker(cleanup, { WORKER_ID: 'gone' })
  const there = await startWorker(cleanup, { ...traced, WORKER_ID: 'there' })
  const root = await startRoot(cleanup, {
    ...traced,
    WORKERS: `${gone.url},${there.url}`,
    LOCAL_WORKER: 'false',
    HEALTH_CHECK_INTERVAL_MS: '60000',
  })
  await healthyWorkers(root.url, 2)
  gone.signal('SIGKILL')
  await gone.exited
  const prefer = { 'x-banyan-prefer': `127.0.0.1-${gone.port}` }
  await postJson(`${root.url}/v1/chat/completions`, question, prefer)
  await eventually(15_000, async () => expect(otlp.spans).toHaveLength(5))
  const request = only(named(otlp, 'banyan-root', /^chat/))
  const attempts = named(otlp, 'banyan-root', /^attempt/)
  expect(request.facts['banyan.attempts']).toBe(2)
  expect(
    attempts.map(span => [span.parentSpanId, span.hasFailed, span.facts['error.type']]),
  ).toEqual([
    [request.spanId, true, 'worker.unreachable'],
    [request.spanId, false, undefined],
  ])
})

test('the requests of a vote are one trace', async () => {
  const { otlp, root } = await tracedHouse({ CONSENSUS_ALLOW_LOCAL: 'true' })
  await postJson(`${root.url}/api/chat`, { message: 'ping', consensus: { nodes: 1, min_nodes: 1 } })
  await eventually(15_000, async () => expect(otlp.spans).toHaveLength(5))
  const vote = only(named(otlp, 'banyan-root', /^vote$/))
  const request = only(named(otlp, 'banyan-root', /^chat/))
  expect(request.parentSpanId).toBe(vote.spanId)
  expect(new Set(otlp.spans.map(span => span.traceId)).size).toBe(1)
})

test('the local worker is traced too, with its own name, and the headers go along', async () => {
  const otlp = await receiver()
  const root = await startRoot(cleanup, {
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-token=of-the-collector',
    OTEL_SERVICE_NAME: 'my-root',
  })
  await healthyWorkers(root.url, 1)
  await postJson(`${root.url}/v1/embeddings`, { model: 'banyan-demo', input: 'ping' })
  await eventually(15_000, async () => expect(otlp.spans).toHaveLength(4))
  expect(new Set(otlp.spans.map(span => span.service))).toEqual(
    new Set(['my-root', 'banyan-worker']),
  )
  expect(otlp.requests.map(({ headers }) => headers['x-token'])).not.toContain(undefined)
  expect(root.output()).not.toContain('of-the-collector')
})

test('a share of none sends nothing but what clients asked to be traced', async () => {
  const { otlp, chat } = await tracedHouse({ OTEL_TRACES_SAMPLER_ARG: '0' })
  await postJson(chat, question)
  await postJson(chat, question, { traceparent })
  await eventually(15_000, async () => expect(otlp.spans.length).toBeGreaterThanOrEqual(4))
  expect(new Set(otlp.spans.map(span => span.traceId))).toEqual(new Set([clientTrace]))
})

test('what is left is sent when root and worker stop', async () => {
  const { otlp, root, worker, chat } = await tracedHouse()
  await postJson(chat, question)
  root.signal('SIGTERM')
  worker.signal('SIGTERM')
  expect(await Promise.all([root.exited, worker.exited])).toEqual([0, 0])
  expect(otlp.spans).toHaveLength(4)
})

test('who is not ours is not told of the trace', async () => {
  const otlp = await receiver()
  const told: unknown[] = []
  const plain = await scriptedServer(({ url, headers }, response) => {
    if (url === '/v1/chat/completions') told.push(headers['traceparent'])
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(url === '/v1/models' ? { data: [{ id: 'm' }] } : { choices: [] }))
  })
  cleanup.defer(() => plain.close())
  const root = await startRoot(cleanup, {
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    WORKERS: plain.url,
    LOCAL_WORKER: 'false',
  })
  await healthyWorkers(root.url, 1)
  const asked = { ...question, model: 'm' }
  await postJson(`${root.url}/v1/chat/completions`, asked, { traceparent })
  await eventually(15_000, async () => expect(otlp.spans).toHaveLength(2))
  expect(told).toEqual([undefined])
})

test.each(['http://127.0.0.1:9', 'no address'])(
  'a collector that is not there, %s, disturbs nothing',
  async endpoint => {
    const root = await startRoot(cleanup, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
    await healthyWorkers(root.url, 1)
    const { status } = await postJson(`${root.url}/v1/chat/completions`, question)
    expect(status).toBe(200)
  },
)

test('a collector that refuses is complained of once', async () => {
  const otlp = await receiver(400)
  const worker = await startWorker(cleanup, { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url })
  for (const batches of [1, 2]) {
    await postJson(`${worker.url}/v1/chat/completions`, question)
    await eventually(15_000, async () => expect(otlp.requests).toHaveLength(batches))
  }
  expect(worker.output().match(/traces not sent/g)).toHaveLength(1)
})

test.each([
  ['set', true],
  ['not set', false],
])('where the variable is %s, the libraries are loaded: %s', async (_how, isOn) => {
  const otlp = await receiver()
  const hooks = new URL('../fakes/tell-imports.mjs', import.meta.url).href
  const environment: Record<string, string> = {
    NODE_OPTIONS: `--import ${hooks}`,
    ...(isOn ? { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url } : {}),
  }
  const worker = await startWorker(cleanup, environment)
  const root = await startRoot(cleanup, {
    ...environment,
    WORKERS: worker.url,
    LOCAL_WORKER: 'false',
  })
  await healthyWorkers(root.url, 1)
  await postJson(`${root.url}/v1/chat/completions`, question, { traceparent })
  const hasLoaded = (program: { output(): string }) => /loads .*tracing\.mjs/.test(program.output())
  expect(root.output()).toContain('loads ')
  expect([root, worker].map(hasLoaded)).toEqual([isOn, isOn])
  root.signal('SIGTERM')
  worker.signal('SIGTERM')
  await Promise.all([root.exited, worker.exited])
  expect(otlp.spans.length).toBe(isOn ? 4 : 0)
})
