import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type House, openHouse, providerNames } from './compatibility-house.ts'
import { startRoot } from './processes.ts'

const cleanup = new Cleanup()
let house: House
let client: Anthropic
afterAll(() => cleanup.run())
beforeAll(async () => {
  house = await openHouse(cleanup)
  client = new Anthropic({ baseURL: house.rootUrl, apiKey: 'none', maxRetries: 0 })
})

const asked = (content: string, model = 'gpt-4o-mini') => ({
  model,
  max_tokens: 500,
  messages: [{ role: 'user' as const, content }],
})

test.each([
  [400, Anthropic.BadRequestError, 'invalid_request_error'],
  [401, Anthropic.AuthenticationError, 'authentication_error'],
  [403, Anthropic.PermissionDeniedError, 'permission_error'],
  [404, Anthropic.NotFoundError, 'not_found_error'],
  [429, Anthropic.RateLimitError, 'rate_limit_error'],
  [500, Anthropic.InternalServerError, 'api_error'],
  [529, Anthropic.InternalServerError, 'overloaded_error'],
])('a %i of the model is the SDK’s own error, with its kind and id', async (status, kind, type) => {
  const failed = await client.messages
    .create(asked(`x [[fault:fail-${status}]]`))
    .catch(each => each)
  expect(failed).toBeInstanceOf(kind)
  expect(failed).toMatchObject({ status, type, requestID: expect.stringMatching(/./) })
})

test('an unknown model is the SDK’s NotFoundError', async () => {
  const failed = client.messages.create(asked('x', 'no-such-model'))
  await expect(failed).rejects.toBeInstanceOf(Anthropic.NotFoundError)
})

test('a root node without a worker is overloaded', async () => {
  const alone = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  const lonely = new Anthropic({ baseURL: alone.url, apiKey: 'none', maxRetries: 0 })
  await expect(lonely.messages.create(asked('x', 'auto'))).rejects.toMatchObject({
    status: 529,
    type: 'overloaded_error',
  })
})

test.each(providerNames)('the events of %s come in Anthropic’s order', async provider => {
  const { model } = house.behind(provider)
  const types: string[] = []
  const stream = await client.messages.create({ ...asked('echo: one two', model), stream: true })
  for await (const event of stream) if (event.type !== types.at(-1)) types.push(event.type)
  // The SDK keeps its pings to itself.
  expect(types).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
})

test('an error in the middle of a stream is thrown with its kind', async () => {
  const { model } = house.behind('anthropic')
  const prompt = 'echo: one two three four [[fault:error-mid-stream]]'
  const failed = await client.messages
    .stream(asked(prompt, model))
    .finalMessage()
    .catch(each => each)
  expect(failed).toBeInstanceOf(Anthropic.APIError)
  expect(failed).toMatchObject({ type: 'overloaded_error' })
})

test('a request that is not streamed can be left, too', async () => {
  const controller = new AbortController()
  const leaving = client.messages.create(asked('x [[fault:hang]]'), { signal: controller.signal })
  await expect.poll(() => house.behind('openai').callsUnderWay()).toBe(1)
  controller.abort()
  await expect(leaving).rejects.toBeInstanceOf(Anthropic.APIUserAbortError)
  await expect.poll(() => house.behind('openai').callsUnderWay()).toBe(0)
})

test('the word that ended the answer is told where the model tells it', async () => {
  const { model } = house.behind('anthropic')
  const message = await client.messages.create({
    ...asked('echo: one two END three', model),
    stop_sequences: ['END'],
  })
  expect(message).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'END' })
})

test('tokens are estimated before they are sent', async () => {
  const { max_tokens: _most, ...prompt } = asked('How many tokens are these eight words about?')
  const { input_tokens: few } = await client.messages.countTokens(prompt)
  const { input_tokens: more } = await client.messages.countTokens({
    ...prompt,
    system: 'x '.repeat(99),
  })
  expect(few).toBeGreaterThan(8)
  expect(more).toBeGreaterThan(few)
})

test('models are listed and looked up in Anthropic’s shape', async () => {
  const ids: string[] = []
  for await (const model of client.models.list()) ids.push(model.id)
  expect(ids).toContain('claude-sonnet-5')
  expect(await client.models.retrieve('gpt-4o-mini')).toMatchObject({
    type: 'model',
    id: 'gpt-4o-mini',
    display_name: 'gpt-4o-mini',
  })
  await expect(client.models.retrieve('none')).rejects.toBeInstanceOf(Anthropic.NotFoundError)
})

test.each(['openai', 'compatible', 'anthropic'] as const)(
  'what only Claude reads reaches Claude and nobody else: %s',
  async provider => {
    const { model, lastBody } = house.behind(provider)
    const signed = { type: 'thinking', thinking: 'Hm.', signature: 'sig' } as const
    await client.messages.create({
      ...asked('x', model),
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: [signed, { type: 'text', text: 'two' }] },
        { role: 'user', content: 'three' },
      ],
      thinking: { type: 'adaptive' },
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    })
    const seen = JSON.parse(lastBody?.() ?? '')
    expect({
      thinking: seen.thinking,
      cache: seen.cache_control,
      ours: seen.banyan_anthropic,
      hasThought: JSON.stringify(seen.messages).includes('sig'),
    }).toEqual(
      provider === 'anthropic'
        ? {
            thinking: { type: 'adaptive' },
            cache: { type: 'ephemeral' },
            ours: undefined,
            hasThought: true,
          }
        : { thinking: undefined, cache: undefined, ours: undefined, hasThought: false },
    )
  },
)
