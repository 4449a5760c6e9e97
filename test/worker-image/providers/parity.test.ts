import { afterEach, expect, test } from 'vitest'
import { type ScriptedServer, scriptedServer } from '#test/fakes/scripted-server'
import { workerSettings } from '#test/fakes/worker-program'
import { collect } from '#worker/collect'
import { ask } from '#worker/providers/ask'
import { configuredProviders } from '#worker/providers/choose'
import { demoProvider } from '#worker/providers/demo/demo'
import type { ModelRequest, Provider } from '#worker/providers/provider'

type Vendor = 'openai' | 'anthropic' | 'gemini'

let vendor: ScriptedServer
/** What the vendor was sent. */
let sent: Record<string, unknown> = {}
afterEach(() => vendor?.close())

/** The vendor's real SDK against a server that says these events. */
async function providerThatHears(name: Vendor, events: readonly object[]): Promise<Provider> {
  vendor = await scriptedServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    sent = JSON.parse(Buffer.concat(pieces).toString('utf8'))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const event of events) {
      const kind = 'type' in event ? `event: ${event.type}\n` : ''
      response.write(`${kind}data: ${JSON.stringify(event)}\n\n`)
    }
    response.end(name === 'openai' ? 'data: [DONE]\n\n' : '')
  })
  const prefix = name.toUpperCase()
  const [provider] = configuredProviders(
    workerSettings({
      MODEL_PROVIDER: name,
      [`${prefix}_API_KEY`]: 'test-key-123',
      [`${prefix}_BASE_URL`]: vendor.url,
    }),
  )
  if (!provider) throw new Error('no provider')
  return provider
}

const never = new AbortController().signal
const answer = (provider: Provider, request: ModelRequest) =>
  collect(ask(provider, request, never, 5_000))

const asked = (more: object = {}): ModelRequest => ({
  model: 'm',
  messages: [{ role: 'user', content: 'x' }],
  ...more,
})

const head = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm' }
const openaiEvents = [
  { ...head, choices: [{ index: 0, delta: { role: 'assistant', reasoning_content: 'Hm.' } }] },
  { ...head, choices: [{ index: 0, delta: { content: 'Yes.' } }] },
  { ...head, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  {
    ...head,
    choices: [],
    usage: {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 3 },
    },
  },
]

const block = (index: number, type: string, delta: object) => [
  { type: 'content_block_start', index, content_block: { type } },
  { type: 'content_block_delta', index, delta },
  { type: 'content_block_stop', index },
]
const anthropicUsage = { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 1 }
const anthropicEvents = [
  { type: 'message_start', message: { id: 'm1', model: 'm', usage: anthropicUsage } },
  ...block(0, 'thinking', { type: 'thinking_delta', thinking: 'Hm.' }),
  ...block(1, 'text', { type: 'text_delta', text: 'Yes.' }),
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn' },
    usage: { output_tokens: 5, output_tokens_details: { thinking_tokens: 3 } },
  },
  { type: 'message_stop' },
]

const geminiEvents = [
  { candidates: [{ content: { parts: [{ text: 'Hm.', thought: true }] } }] },
  {
    candidates: [{ content: { parts: [{ text: 'Yes.' }] }, finishReason: 'STOP' }],
    usageMetadata: {
      promptTokenCount: 10,
      cachedContentTokenCount: 4,
      candidatesTokenCount: 2,
      thoughtsTokenCount: 3,
    },
  },
]

const events = { openai: openaiEvents, anthropic: anthropicEvents, gemini: geminiEvents }
const vendors = ['openai', 'anthropic', 'gemini'] as const

test.each(vendors)('%s: thoughts, text and every kind of token come through alike', async name => {
  const request = asked({ reasoning_effort: 'low' })
  expect(await answer(await providerThatHears(name, events[name]), request)).toMatchObject({
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'Yes.', reasoning_content: 'Hm.' },
      },
    ],
    usage: {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 3 },
    },
  })
})

const picture = (url: string) =>
  asked({
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
  })
const inline = picture('data:image/jpg;base64,AAAA')
const linked = picture('https://example.com/cat.png')

test('images go out in each vendor’s own form', async () => {
  const messagesFor = async (name: Vendor, request: ModelRequest) => {
    await answer(await providerThatHears(name, events[name]), request)
    await vendor.close()
    return sent['messages'] ?? sent['contents']
  }
  const source = { type: 'base64', media_type: 'image/jpeg', data: 'AAAA' }
  const link = { type: 'url', url: 'https://example.com/cat.png' }
  expect([
    await messagesFor('openai', inline),
    await messagesFor('openai', linked),
    await messagesFor('anthropic', inline),
    await messagesFor('anthropic', linked),
    await messagesFor('gemini', inline),
  ]).toEqual([
    inline.messages,
    linked.messages,
    [{ role: 'user', content: [{ type: 'image', source }] }],
    [{ role: 'user', content: [{ type: 'image', source: link }] }],
    [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/jpeg', data: 'AAAA' } }] }],
  ])
})

test('OpenAI is sent every field as it came', async () => {
  const fields = {
    n: 2,
    seed: 7,
    logprobs: true,
    top_logprobs: 3,
    parallel_tool_calls: false,
    logit_bias: { '50256': -100 },
    presence_penalty: 0.5,
  }
  await answer(await providerThatHears('openai', openaiEvents), asked(fields))
  expect(sent).toMatchObject(fields)
})

test('Gemini is sent a seed, several answers and penalties in its own words', async () => {
  const fields = { n: 2, seed: 7, presence_penalty: 0.5, reasoning_effort: 'xhigh' }
  await answer(await providerThatHears('gemini', geminiEvents), asked(fields))
  expect(sent['generationConfig']).toEqual({
    candidateCount: 2,
    seed: 7,
    presencePenalty: 0.5,
    thinkingConfig: { thinkingBudget: 24_576, includeThoughts: true },
  })
})

test('Claude is told to think, and how to answer, in its own words', async () => {
  const schema = {
    type: 'object',
    properties: { age: { type: 'integer', minimum: 0 } },
    required: ['age'],
  }
  const response_format = { type: 'json_schema', json_schema: { name: 'x', schema } }
  const request = asked({ reasoning_effort: 'high', response_format, seed: 7 })
  await answer(await providerThatHears('anthropic', anthropicEvents), request)
  const age = { type: 'integer', description: '{minimum: 0}' }
  expect(sent).toEqual({
    model: 'm',
    max_tokens: 8192,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }],
    stream: true,
    thinking: { type: 'adaptive', display: 'summarized' },
    output_config: {
      effort: 'high',
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { age },
          additionalProperties: false,
          required: ['age'],
        },
      },
    },
  })
})

test('Gemini calls one tool at a time for who wants it so', async () => {
  const functionCall = (name: string) => ({ functionCall: { name, args: {} } })
  const parts = [functionCall('a'), functionCall('b')]
  const provider = await providerThatHears('gemini', [
    { candidates: [{ content: { parts }, finishReason: 'STOP' }] },
  ])
  const called = async (more: object) => {
    const { choices } = await answer(provider, asked(more))
    return choices[0]?.message['tool_calls']
  }
  expect([await called({}), await called({ parallel_tool_calls: false })]).toMatchObject([
    [{ function: { name: 'a' } }, { function: { name: 'b' } }],
    [{ function: { name: 'a' } }],
  ])
})

const imageIn = (role: string, more: object = {}) =>
  asked({
    messages: [
      { role, content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] },
      { role: 'user', content: 'x' },
    ],
    ...more,
  })

test.each([
  ['anthropic', asked({ presence_penalty: 0.5 }), 'presence_penalty'],
  ['anthropic', asked({ frequency_penalty: 0.5 }), 'frequency_penalty'],
  ['anthropic', asked({ logit_bias: { 1: 1 } }), 'logit_bias'],
  ['anthropic', asked({ functions: [{ name: 'f' }] }), 'functions'],
  ['anthropic', asked({ response_format: { type: 'grammar' } }), 'response_format'],
  ['anthropic', imageIn('system'), 'messages'],
  ['anthropic', picture('file:///etc/passwd'), 'messages'],
  ['anthropic', picture('data:image/svg+xml;utf8,<svg/>'), 'messages'],
  ['gemini', asked({ logit_bias: { 1: 1 } }), 'logit_bias'],
  ['gemini', asked({ audio: { voice: 'x' } }), 'audio'],
  ['gemini', asked({ reasoning_effort: 'tremendous' }), 'reasoning_effort'],
  ['gemini', linked, 'messages'],
  ['gemini', imageIn('tool'), 'messages'],
  ['gemini', imageIn('developer'), 'messages'],
] as const)('%s refuses what it cannot do and names it (%#)', async (name, request, param) => {
  const provider = await providerThatHears(name, events[name])
  await expect(answer(provider, request)).rejects.toMatchObject({
    status: 400,
    code: 'unsupported_value',
    param,
  })
})

test.each(['n', 'logprobs'])('the demo refuses %s', async param => {
  const request = asked({ n: 2, ...(param === 'n' ? {} : { n: 1, logprobs: true }) })
  await expect(answer(demoProvider(), request)).rejects.toMatchObject({ status: 400, param })
})

test.each(['anthropic', 'gemini'] as const)(
  '%s takes fields that ask for nothing special',
  async name => {
    const nothing = { presence_penalty: 0, frequency_penalty: 0, logit_bias: {}, functions: null }
    const provider = await providerThatHears(name, events[name])
    const { choices } = await answer(provider, asked(nothing))
    expect(choices[0]?.message.content).toBe('Yes.')
  },
)
