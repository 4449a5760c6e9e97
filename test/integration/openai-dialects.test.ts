import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type House, openHouse } from './compatibility-house.ts'

const cleanup = new Cleanup()
let house: House
let client: OpenAI
afterAll(() => cleanup.run())
beforeAll(async () => {
  house = await openHouse(cleanup)
  client = new OpenAI({ baseURL: `${house.rootUrl}/v1`, apiKey: 'none', maxRetries: 0 })
})

const model = 'gpt-4o-mini'
const asks = {
  'chat completions': (prompt: string) =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content: prompt }] }),
  completions: (prompt: string) => client.completions.create({ model, prompt }),
  responses: (prompt: string) => client.responses.create({ model, input: prompt }),
} as const

describe.each(['chat completions', 'completions', 'responses'] as const)('%s', dialect => {
  test.each([
    [400, OpenAI.BadRequestError],
    [401, OpenAI.AuthenticationError],
    [403, OpenAI.PermissionDeniedError],
    [404, OpenAI.NotFoundError],
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
    [503, OpenAI.InternalServerError],
  ])('a %i of the model is the SDK’s own error', async (status, kind) => {
    const failed = await asks[dialect](`x [[fault:fail-${status}]]`).catch((each: unknown) => each)
    expect(failed).toBeInstanceOf(kind)
    expect(failed).toMatchObject({ status, requestID: expect.stringMatching(/./) })
  })
})

test('what is not known to the root node reaches the provider', async () => {
  const body = { model, messages: [{ role: 'user', content: 'x' }], x_of_tomorrow: { deep: [1] } }
  await client.post('/chat/completions', { body })
  const asked = JSON.parse(house.behind('openai').lastBody?.() ?? '')
  expect(asked.x_of_tomorrow).toEqual({ deep: [1] })
})

test.each([true, false])('usage in a stream comes when it is asked for: %s', async wanted => {
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: 'echo: one two' }],
    stream: true,
    ...(wanted ? { stream_options: { include_usage: true } } : {}),
  })
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const counted = chunks.filter(chunk => chunk.usage)
  expect(counted.map(chunk => chunk.choices)).toEqual(wanted ? [[]] : [])
})

test('several prompts of one request are answered together', async () => {
  const { choices } = await client.completions.create({
    model,
    prompt: ['echo: one', 'echo: two', 'echo: three'],
  })
  expect(choices.map(({ index, text }) => [index, text])).toEqual([
    [0, 'one'],
    [1, 'two'],
    [2, 'three'],
  ])
})

test.each([
  ['echo', () => client.completions.create({ model, prompt: 'x', echo: true })],
  [
    'previous_response_id',
    () => client.responses.create({ model, input: 'x', previous_response_id: 'resp_1' }),
  ],
  ['background', () => client.responses.create({ model, input: 'x', background: true })],
  [
    'tools.0.type',
    () => client.responses.create({ model, input: 'x', tools: [{ type: 'web_search' }] }),
  ],
])('%s is refused with words', async (param, ask) => {
  await expect(ask()).rejects.toMatchObject({
    status: 400,
    param,
    message: expect.stringMatching(param),
  })
})

test('the Responses stream counts its events and ends with the response', async () => {
  const events: OpenAI.Responses.ResponseStreamEvent[] = []
  const stream = await client.responses.create({ model, input: 'echo: one two', stream: true })
  for await (const event of stream) events.push(event)
  expect(events.map(event => event.sequence_number)).toEqual(events.map((_, at) => at))
  expect(events[0]?.type).toBe('response.created')
  expect(events.at(-1)).toMatchObject({
    type: 'response.completed',
    response: { status: 'completed', store: false },
  })
})

test('a Responses stream that breaks never ends as completed', async () => {
  const types: string[] = []
  const input = 'echo: one two three four [[fault:cut-mid-stream]]'
  const stream = await client.responses.create({ model, input, stream: true })
  for await (const event of stream) types.push(event.type)
  expect(types.slice(-2)).toEqual(['error', 'response.failed'])
})
