import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { until, workerSettings } from '#test/fakes/worker-program'
import { collect } from '#worker/collect'
import { ask } from '#worker/providers/ask'
import { configuredProviders } from '#worker/providers/choose'
import type { ModelRequest, Provider } from '#worker/providers/provider'
import { loadList } from '#worker/providers/provider-list'
import { WireFault } from '#worker/wire-fault'
import { type StubLlm, startStub } from '../../fakes/stub-llm.mjs'

// Real processes and sockets, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

let stub: StubLlm

beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())

const vendors = ['openai', 'gemini', 'anthropic', 'compatible'] as const
type Vendor = (typeof vendors)[number]

function providerOf(vendor: Vendor, key = 'test-key-123', url = stub.url): Provider {
  const isOpenAi = vendor === 'openai' || vendor === 'compatible'
  const prefix = vendor.toUpperCase()
  const settings = workerSettings({
    MODEL_PROVIDER: vendor,
    [`${prefix}_API_KEY`]: key,
    [`${prefix}_BASE_URL`]: isOpenAi ? `${url}/v1` : url,
  })
  const [provider] = configuredProviders(settings)
  if (!provider) throw new Error('no provider')
  return provider
}

const never = new AbortController().signal
const said = (content: string, more: object = {}): ModelRequest => ({
  model: 'stub-model',
  messages: [{ role: 'user', content }],
  ...more,
})

async function textOf(provider: Provider, request: ModelRequest): Promise<unknown> {
  const { choices } = await collect(ask(provider, request, never, 5_000))
  return { content: choices[0]?.message.content, finish: choices[0]?.finish_reason }
}

/** What a failing request is told. */
async function faultOf(
  provider: Provider,
  request: ModelRequest,
  silenceMs = 5_000,
): Promise<unknown> {
  try {
    await collect(ask(provider, request, never, silenceMs))
    return 'no fault'
  } catch (error) {
    if (!(error instanceof WireFault)) throw error
    const { status, code, retryAfterSeconds } = error
    return { status, code, retryAfterSeconds }
  }
}

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { enum: ['c', 'f'] } },
      required: ['city'],
      additionalProperties: false,
    },
  },
}

describe.each(vendors)('%s', vendor => {
  test('lists its models', async () => {
    const list = await loadList(providerOf(vendor), 2_000, never)
    expect(list).toMatchObject({
      state: 'loaded',
      models: expect.arrayContaining(['stub-model', 'gpt-4o-mini']),
    })
  })

  test('answers, in any script', async () => {
    const provider = providerOf(vendor)
    expect([
      await textOf(provider, said('echo: hello there')),
      await textOf(provider, said('reply with unicode')),
      await textOf(provider, said('[[fault:split-utf8]] reply with unicode')),
    ]).toEqual([
      { content: 'hello there', finish: 'stop' },
      { content: '你好，世界 👩‍👩‍👧‍👦 naïve — Ω ≈ 🎉 終わり', finish: 'stop' },
      { content: '你好，世界 👩‍👩‍👧‍👦 naïve — Ω ≈ 🎉 終わり', finish: 'stop' },
    ])
  })

  test('sends the whole conversation and the system prompt', async () => {
    const provider = providerOf(vendor)
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: '我叫小李' },
      { role: 'assistant', content: '你好！' },
    ]
    const asking = (content: string) => ({
      model: 'stub-model',
      messages: [...messages, { role: 'user', content }],
    })
    expect([
      await textOf(provider, asking('我叫什么？')),
      await textOf(provider, asking('what is your system prompt')),
    ]).toEqual([
      { content: '你叫小李。', finish: 'stop' },
      { content: 'System: Be brief.', finish: 'stop' },
    ])
  })

  test('counts usage and stops at the limit', async () => {
    const limited = said('count 1 to 50', { max_tokens: 5 })
    const answer = await collect(ask(providerOf(vendor), limited, never, 5_000))
    expect(answer).toMatchObject({
      choices: [{ finish_reason: 'length', message: { content: '1 2 3 4 5' } }],
      usage: { prompt_tokens: expect.any(Number), completion_tokens: 5 },
    })
  })

  test('carries parallel tool calls out and their results back', async () => {
    const provider = providerOf(vendor)
    const question = {
      role: 'user',
      content:
        'use tool get_weather with {"city":"北京"} and use tool get_weather with {"city":"Oslo"}',
    }
    const request = { model: 'stub-model', messages: [question], tools: [weather] }
    const { choices } = await collect(ask(provider, request, never, 5_000))
    const message = choices[0]?.message
    const calls = message?.['tool_calls'] as {
      readonly id: string
      readonly function: { readonly name: string; readonly arguments: string }
    }[] // sound: compared below
    expect({
      finish: choices[0]?.finish_reason,
      calls: calls.map(call => [call.function.name, JSON.parse(call.function.arguments)]),
      ids: new Set(calls.map(call => call.id)).size,
    }).toEqual({
      finish: 'tool_calls',
      calls: [
        ['get_weather', { city: '北京' }],
        ['get_weather', { city: 'Oslo' }],
      ],
      ids: 2,
    })

    const results = calls.map((call, position) => ({
      role: 'tool',
      tool_call_id: call.id,
      content: `{"degrees":${position}}`,
    }))
    const next: ModelRequest = {
      ...request,
      messages: [question, { ...message, role: 'assistant', content: null }, ...results],
    }
    expect(await textOf(provider, next)).toEqual({
      content: 'Tool result: {"degrees":0} | {"degrees":1}',
      finish: 'stop',
    })
  })

  test('answers in the form of a schema', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' }, ok: { type: 'boolean' } },
      required: ['city', 'ok'],
      additionalProperties: false,
    }
    const format = { type: 'json_schema', json_schema: { name: 'place', schema } }
    const { choices } = await collect(
      ask(
        providerOf(vendor),
        said('the city is "Oslo"', { response_format: format }),
        never,
        5_000,
      ),
    )
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: 'Oslo', ok: true })
  })

  test.each([400, 401, 403, 404, 429, 500, 502, 503, 529])('keeps the status %d', async status => {
    const fault = await faultOf(providerOf(vendor), said(`[[fault:fail-${status}]] x`))
    expect(fault).toMatchObject({ status })
  })

  test.each([
    ['cut-mid-stream', 502, 'provider_cut'],
    ['empty-stream', 502, 'provider_cut'],
    ['drop', 502, 'provider_unreachable'],
    ['hang', 504, 'provider_timeout'],
    ['hang-mid-stream', 504, 'provider_timeout'],
  ])('does not take %s for an answer', async (name, status, code) => {
    const silenceMs = name.startsWith('hang') ? 300 : 5_000
    const request = said(`[[fault:${name}]] count 1 to 20`)
    const fault = await faultOf(providerOf(vendor), request, silenceMs)
    expect(fault).toEqual({ status, code, retryAfterSeconds: null })
  })

  test('does not take garbage for a part of the answer', async () => {
    const request = said('[[fault:garbage-stream]] count 1 to 20')
    if (vendor === 'anthropic') {
      // Its SDK passes over events without a name; nothing of the answer is lost.
      const content = Array.from({ length: 20 }, (_, position) => position + 1).join(' ')
      expect(await textOf(providerOf(vendor), request)).toEqual({ content, finish: 'stop' })
    } else {
      expect(await faultOf(providerOf(vendor), request)).toMatchObject({
        status: 502,
        code: 'provider_bad_answer',
      })
    }
  })

  test('passes on an error told in the middle of the stream', async () => {
    const fault = await faultOf(providerOf(vendor), said('[[fault:error-mid-stream]] count 1 to 9'))
    expect(fault).toMatchObject({
      status: expect.any(Number),
      code: expect.stringMatching(/_error$/),
    })
  })

  test('an answer is whole when its end was said, with or without the last mark', async () => {
    expect(await textOf(providerOf(vendor), said('[[fault:no-done]] echo: fine'))).toEqual({
      content: 'fine',
      finish: 'stop',
    })
  })

  test('says which variable to check and never the key', async () => {
    const key = 'bad-key-abcdef123456'
    const provider = providerOf(vendor, key)
    const list = await loadList(provider, 2_000, never)
    const variable = `${vendor.toUpperCase()}_API_KEY`
    expect(list).toEqual({
      state: 'failed',
      problem: {
        code: 'key_refused',
        words: expect.stringContaining(`The key was refused (401): check ${variable}.`),
      },
    })
    expect(JSON.stringify(list)).not.toContain(key)
  })

  test('says so when nobody listens there', async () => {
    const provider = providerOf(vendor, 'test-key-123', 'http://127.0.0.1:9')
    expect(await faultOf(provider, said('hi'))).toMatchObject({
      status: 502,
      code: 'provider_unreachable',
    })
  })

  test('stops the model call when the signal aborts, and when nobody reads on', async () => {
    const provider = providerOf(vendor)
    const before = stub.stats().aborted
    const request = said('[[fault:slow-stream:50]] count 1 to 100')

    const leaving = new AbortController()
    const gone = new WireFault({ status: 499, message: 'gone', code: 'client_gone' })
    const first = ask(provider, request, leaving.signal, 5_000)
    await first.next()
    leaving.abort(gone)
    await expect(collect(first)).rejects.toBe(gone)

    for await (const _ of ask(provider, request, never, 5_000)) break

    await until(() => stub.stats().aborted === before + 2)
  })
})

test('OpenAI tells when to come back', async () => {
  const fault = await faultOf(providerOf('openai'), said('[[fault:fail-429:7]] x'))
  expect(fault).toEqual({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 7 })
})

test('OpenAI gets every field that the client sent', async () => {
  const answer = await collect(
    ask(providerOf('openai'), said('echo: twice', { n: 2, made_up_field: 1 }), never, 5_000),
  )
  expect(answer).toMatchObject({
    system_fingerprint: 'fp_stub',
    choices: [
      { index: 0, message: { content: 'twice' }, finish_reason: 'stop' },
      { index: 1, message: { content: 'twice' }, finish_reason: 'stop' },
    ],
  })
})
