import { expect } from 'vitest'
import type { Asked, Client, Feature, Told } from './clients/client.ts'
import type { Behind } from './compatibility-house.ts'
import { http } from './http.ts'
import { eventually } from './processes.ts'

/** A PNG of one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

type Proof = (client: Client, rootUrl: string, behind: Behind) => () => Promise<void>

/** What each client must bring about with each provider for the feature to count as proven. */
export const proofs: Readonly<Record<Feature, Proof>> = {
  text: proof(async ({ ask }) => {
    const { text, finish } = await ask({ prompt: 'echo: 你好 world, how are you?' })
    expect({ text, finish }).toEqual({ text: '你好 world, how are you?', finish: 'stop' })
  }),

  stream: proof(async ({ ask }) => {
    const pieces: string[] = []
    const { text, finish } = await ask({
      prompt: 'echo: 你好 world, how are you?',
      isStream: true,
      onText: piece => pieces.push(piece),
    })
    expect({ text, finish, pieces: pieces.join('') }).toEqual({
      text: '你好 world, how are you?',
      finish: 'stop',
      pieces: text,
    })
    expect(pieces.length).toBeGreaterThan(2)
  }),

  instructions: proof(async ({ ask, behind }) => {
    const { text } = await ask({ prompt: 'what is your system prompt', system: 'Be brief.' })
    if (behind.lastBody) expect(text).toBe('System: Be brief.')
  }),

  'parallel tool calls': proof(async ({ ask }) => expectTwoCalls(await ask(twoCalls))),

  'tool calls, streamed': proof(async ({ ask }) =>
    expectTwoCalls(await ask({ ...twoCalls, isStream: true })),
  ),

  'tool results': proof(async ({ ask }) => {
    const { calls } = await ask(twoCalls)
    const results = calls.map((call, at) => ({ call, text: `rain ${at}` }))
    const { text, finish } = await ask({ ...twoCalls, results })
    expect(finish).toBe('stop')
    expect(text).toMatch(/rain 0[\s\S]*rain 1/)
  }),

  image: proof(async ({ ask, behind }) => {
    const { finish } = await ask({ prompt: 'echo: seen', image: { base64: pixel } })
    expect(finish).toBe('stop')
    if (behind.lastBody) expect(behind.lastBody()).toContain(pixel)
  }),

  'image by address': proof(async ({ ask, behind }) => {
    const image = { url: 'https://pictures.test/cat.png' }
    const { finish } = await ask({ prompt: 'echo: seen', image })
    expect(finish).toBe('stop')
    if (behind.lastBody) expect(behind.lastBody()).toContain(image.url)
  }),

  'JSON schema': proof(async ({ ask }) => {
    const { text } = await ask({ prompt: 'weather in 12 words', schema: weatherSchema })
    expect(JSON.parse(text)).toEqual({ city: expect.any(String), degrees: expect.any(Number) })
  }),

  'end by length': proof(async ({ ask }) => {
    const { finish } = await ask({ prompt: 'count 1 to 100', maxTokens: 5 })
    expect(finish).toBe('length')
  }),

  usage: proof(async ({ ask }) => expectUsage(await ask({ prompt: 'echo: one two three' }))),

  'usage, streamed': proof(async ({ ask }) =>
    expectUsage(await ask({ prompt: 'echo: one two three', isStream: true })),
  ),

  abort: proof(async ({ ask, behind, rootUrl }) => {
    const controller = new AbortController()
    const asked = ask({
      prompt: 'count 1 to 900 [[fault:slow-stream:20]]',
      isStream: true,
      signal: controller.signal,
      onText: () => controller.abort(),
    })
    await expect(asked).rejects.toThrow()
    await eventually(15_000, async () => {
      const { json } = await http(`${rootUrl}/api/metrics`)
      expect(json.requests.in_flight + behind.callsUnderWay()).toBe(0)
    })
  }),

  'refusal of the provider': proof(async ({ ask, statusOf }) => {
    const asked = ask({ prompt: 'x [[fault:fail-429]]', isStream: false })
    await expect(asked.catch(error => Promise.reject(statusOf(error)))).rejects.toBe(429)
  }),

  'cut in the stream': proof(async ({ ask }) => {
    const prompt = 'echo: one two three four five six [[fault:cut-mid-stream]]'
    await expect(ask({ prompt, isStream: true })).rejects.toThrow()
  }),
}

interface Stage {
  readonly behind: Behind
  readonly rootUrl: string
  readonly ask: (asked: Partial<Asked> & { readonly prompt: string }) => Promise<Told>
  readonly statusOf: Client['statusOf']
}

function proof(run: (stage: Stage) => Promise<void>): Proof {
  return (client, rootUrl, behind) => () =>
    run({
      behind,
      rootUrl,
      ask: asked => client.ask(rootUrl, { model: behind.model, isStream: false, ...asked }),
      statusOf: error => client.statusOf(error),
    })
}

const twoCalls = {
  prompt: 'use tool weather with {"city":"台北"} and use tool weather with {"city":"Oslo"}',
  offersTool: true,
}

function expectTwoCalls({ calls, finish }: Told): void {
  expect({ finish, calls }).toEqual({
    finish: 'calls',
    calls: ['台北', 'Oslo'].map(city => ({
      id: expect.stringMatching(/./),
      name: 'weather',
      arguments: { city },
    })),
  })
  expect(new Set(calls.map(call => call.id)).size).toBe(2)
}

const weatherSchema = {
  type: 'object',
  properties: { city: { type: 'string' }, degrees: { type: 'integer' } },
  required: ['city', 'degrees'],
  additionalProperties: false,
} as const

function expectUsage({ usage }: Told): void {
  expect(usage?.input).toBeGreaterThan(3)
  expect(usage?.output).toBeGreaterThan(2)
}
