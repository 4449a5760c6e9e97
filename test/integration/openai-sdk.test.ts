import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http } from './http.ts'
import { eventually, type RunningProgram, startRoot } from './processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
let client: OpenAI
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
  client = new OpenAI({ baseURL: `${root.url}/v1`, apiKey: 'none', maxRetries: 0 })
})

const model = 'banyan-demo'
const user = (content: string) => [{ role: 'user' as const, content }]
const inFlight = async () => (await http(`${root.url}/api/workers`)).json.workers[0].in_flight

test('reads a whole answer', async () => {
  const completion = await client.chat.completions.create({ model, messages: user('ping 乒乓') })
  expect(completion.choices[0]).toMatchObject({
    message: { role: 'assistant', content: expect.stringContaining('ping 乒乓') },
    finish_reason: 'stop',
  })
  expect(completion.usage?.total_tokens).toBeGreaterThan(0)
})

test('reads a stream to the same text, with usage at its end', async () => {
  const stream = await client.chat.completions.create({
    model,
    messages: user('ping 乒乓'),
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  let usage = 0
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage?.total_tokens ?? usage
  }
  expect(text).toContain('ping 乒乓')
  expect(usage).toBeGreaterThan(0)
})

test('the stream helper takes a tool call apart and together again', async () => {
  const tools = [
    {
      type: 'function' as const,
      function: {
        name: 'weather',
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
      },
    },
  ]
  const messages = user('use tool weather with {"city":"台北"}')
  const final = await client.chat.completions
    .stream({ model, messages, tools })
    .finalChatCompletion()
  const call = final.choices[0]?.message.tool_calls?.[0]
  expect(final.choices[0]?.finish_reason).toBe('tool_calls')
  expect(call).toMatchObject({
    type: 'function',
    function: { name: 'weather', arguments: '{"city":"台北"}' },
  })
})

test('`auto` is whatever answers by default', async () => {
  const completion = await client.chat.completions.create({ model: 'auto', messages: user('ping') })
  expect(completion.model).toBe(model)
})

test('lists the models', async () => {
  const ids: string[] = []
  for await (const each of client.models.list()) ids.push(each.id)
  expect(ids).toEqual([model])
})

test.each([true, false])('aborting (streamed: %s) ends the model call behind it', async stream => {
  const controller = new AbortController()
  const asked = client.chat.completions.create(
    { model, messages: user('count to 500'), stream },
    { signal: controller.signal },
  )
  if (stream) await asked
  await eventually(15_000, async () => expect(await inFlight()).toBe(1))
  controller.abort()
  if (!stream) await expect(asked).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
  await eventually(15_000, async () => expect(await inFlight()).toBe(0))
})

test('an unknown model is the SDK’s NotFoundError', async () => {
  const asked = client.chat.completions.create({ model: 'gpt-none', messages: user('x') })
  await expect(asked).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  await expect(asked).rejects.toMatchObject({
    code: 'model_not_found',
    requestID: expect.any(String),
  })
})

test('a request that makes no sense is the SDK’s BadRequestError', async () => {
  const asked = client.chat.completions.create({ model, messages: [] })
  await expect(asked).rejects.toBeInstanceOf(OpenAI.BadRequestError)
})
