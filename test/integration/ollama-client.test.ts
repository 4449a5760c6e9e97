import { Ollama } from 'ollama'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type House, openHouse } from './compatibility-house.ts'
import { http, postJson } from './http.ts'

const cleanup = new Cleanup()
let house: House
let client: Ollama
afterAll(() => cleanup.run())
beforeAll(async () => {
  house = await openHouse(cleanup)
  client = new Ollama({ host: house.rootUrl })
})

test('lists what the workers offer', async () => {
  const { models } = await client.list()
  expect(models.find(each => each.name === 'gpt-4o-mini')).toEqual({
    name: 'gpt-4o-mini',
    model: 'gpt-4o-mini',
    modified_at: expect.any(String),
    size: 0,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    details: expect.objectContaining({ family: 'openai', families: ['openai'] }),
  })
})

test.each(['gpt-4o-mini', 'gpt-4o-mini:latest'])(
  'shows what %s can do and how much it reads',
  async model => {
    const shown = await client.show({ model })
    expect(shown).toMatchObject({
      capabilities: ['completion', 'tools', 'vision'],
      model_info: { 'general.architecture': 'openai', 'openai.context_length': 128_000 },
    })
  },
)

test('says its version, and that nothing is loaded', async () => {
  expect(await client.version()).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  expect(await client.ps()).toEqual({ models: [] })
})

test('generates, whole and streamed', async () => {
  const asked = { model: 'gpt-4o-mini', prompt: 'echo: 你好 world', system: 'Be brief.' }
  expect(await client.generate({ ...asked, stream: false })).toMatchObject({
    response: '你好 world',
    done: true,
    done_reason: 'stop',
  })
  let text = ''
  for await (const line of await client.generate({ ...asked, stream: true })) text += line.response
  expect(text).toBe('你好 world')
})

test('a request without a prompt asks whether the model is there', async () => {
  expect(await client.generate({ model: 'gpt-4o-mini', prompt: '', stream: false })).toMatchObject({
    response: '',
    done: true,
    done_reason: 'load',
  })
  const missing = client.generate({ model: 'none', prompt: '', stream: false })
  await expect(missing).rejects.toMatchObject({ status_code: 404 })
})

test('streams lines of JSON by default, the last one with counts and nanoseconds', async () => {
  const { headers, text } = await postJson(`${house.rootUrl}/api/chat`, {
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'echo: one two' }],
  })
  expect(headers['content-type']).toBe('application/x-ndjson')
  const lines = text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(lines.map(line => line.done)).toEqual([...lines.slice(1).map(() => false), true])
  expect(lines.at(-1)).toMatchObject({ done_reason: 'stop', eval_count: 2 })
  expect(lines.at(-1).total_duration).toBeGreaterThan(1_000_000)
})

test.each([400, 401, 404, 429, 500])(
  'a %i of the model is the client’s ResponseError',
  async status => {
    const failed = client.chat({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: `x [[fault:fail-${status}]]` }],
    })
    await expect(failed).rejects.toMatchObject({
      name: 'ResponseError',
      status_code: status,
      error: expect.stringMatching(/./),
    })
  },
)

test('an error in the middle of a stream is thrown', async () => {
  const content = 'echo: one two three four [[fault:error-mid-stream]]'
  const stream = await client.chat({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content }],
    stream: true,
  })
  const reading = (async () => {
    for await (const _ of stream);
  })()
  await expect(reading).rejects.toThrow('crashed')
})

test('who looks for Ollama finds it', async () => {
  expect((await http(house.rootUrl)).text).toBe('Ollama is running')
  expect((await http(house.rootUrl, { method: 'HEAD' })).status).toBe(200)
})
