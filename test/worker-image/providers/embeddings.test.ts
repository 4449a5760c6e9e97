import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbeddingsRequest } from '#contract/wire/embeddings'
import { workerSettings } from '#test/fakes/worker-program'
import { askOnce } from '#worker/providers/ask-once'
import { configuredProviders } from '#worker/providers/choose'
import type { EmbedRequest, Provider } from '#worker/providers/provider'
import { inEncoding } from '#worker/vector-encoding'
import { type StubLlm, startStub } from '../../fakes/stub-llm.mjs'

let stub: StubLlm
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())

function providerOf(vendor: 'openai' | 'compatible' | 'gemini' | 'anthropic'): Provider {
  const isOpenAi = vendor === 'openai' || vendor === 'compatible'
  const prefix = vendor.toUpperCase()
  const settings = workerSettings({
    MODEL_PROVIDER: vendor,
    [`${prefix}_API_KEY`]: 'test-key-123',
    [`${prefix}_BASE_URL`]: isOpenAi ? `${stub.url}/v1` : stub.url,
  })
  const [provider] = configuredProviders(settings)
  if (!provider) throw new Error('no provider')
  return provider
}

const never = new AbortController().signal
const model = 'stub-embed'

async function vectorsOf(provider: Provider, request: EmbeddingsRequest) {
  const whole: EmbedRequest = { ...request, model }
  const answer = await askOnce(provider, signal => provider.embed(whole, signal), never, 2_000)
  return inEncoding(answer, whole.encoding_format ?? 'float')
}

function faultOf(provider: Provider, input: EmbedRequest['input'], withinMs = 2_000) {
  return askOnce(provider, signal => provider.embed({ model, input }, signal), never, withinMs)
    .then(() => 'no fault')
    .catch(({ status, code }) => ({ status, code }))
}

test.each(['openai', 'compatible', 'gemini'] as const)(
  '%s gives a vector for each text',
  async vendor => {
    const { data, usage, ...rest } = await vectorsOf(providerOf(vendor), {
      input: ['one', '二 三'],
    })
    expect(rest).toEqual({ object: 'list', model })
    expect(data).toEqual(
      [0, 1].map(index => ({ object: 'embedding', index, embedding: expect.any(Array) })),
    )
    expect(data.map(one => Math.hypot(...(one.embedding as number[])))).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(1, 5),
    ])
    expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 3 })
  },
)

test.each(['openai', 'compatible', 'gemini'] as const)(
  '%s gives the same in base64',
  async vendor => {
    const provider = providerOf(vendor)
    const plain = await vectorsOf(provider, { input: '榕树' })
    const coded = await vectorsOf(provider, { input: '榕树', encoding_format: 'base64' })
    expect(typeof coded.data[0]?.embedding).toBe('string')
    expect(inEncoding(coded, 'float')).toEqual(plain)
  },
)

test('tokens go to who knows them, and are a 400 elsewhere', async () => {
  const { data } = await vectorsOf(providerOf('openai'), { input: [[1, 2], [3]] })
  expect(data.length).toBe(2)
  expect(await faultOf(providerOf('gemini'), [1, 2])).toEqual({
    status: 400,
    code: 'unsupported_value',
  })
})

test('Gemini is asked for no more at once than it takes, and all come in order', async () => {
  const input = Array.from({ length: 250 }, (_, position) => `text ${position}`)
  const before = stub.stats().total
  const { data } = await vectorsOf(providerOf('gemini'), { input })
  const [last] = (await vectorsOf(providerOf('gemini'), { input: 'text 249' })).data
  expect([data.length, data.at(-1), stub.stats().total]).toEqual([
    250,
    { ...last, index: 249 },
    before + 4,
  ])
})

test('Anthropic has no embeddings, and neither it nor Gemini draws', async () => {
  const drawing = { model: 'm', prompt: 'x' }
  const refusal = { status: 400, code: 'unsupported_capability' }
  expect(await faultOf(providerOf('anthropic'), 'x')).toEqual(refusal)
  await expect(providerOf('anthropic').draw(drawing, never)).rejects.toMatchObject(refusal)
  await expect(providerOf('gemini').draw(drawing, never)).rejects.toMatchObject(refusal)
})

test.each([
  ['fail-429', 429, 'rate_limit_exceeded'],
  ['fail-401', 401, 'invalid_api_key'],
  ['fail-503', 503, expect.any(String)],
  ['drop', 502, 'provider_unreachable'],
  ['garbage-json', 502, 'provider_bad_answer'],
  ['html-502', 502, expect.any(String)],
  ['hang', 504, 'provider_timeout'],
])('%s of the vendor is told as what it is', async (name, status, code) => {
  const withinMs = name === 'hang' ? 300 : 2_000
  const fault = await faultOf(providerOf('openai'), `[[fault:${name}]] x`, withinMs)
  expect(fault).toEqual({ status, code })
})
