import OpenAI from 'openai'
import { afterEach, expect, test } from 'vitest'
import { schemas } from '#contract/http/operations'
import { Cleanup } from '#main/base/cleanup'
import { postJson } from './http.ts'
import { startRoot } from './processes.ts'
import { completion, eventsOf, votingHouse } from './voting-house.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('OpenAI’s client asks by the name of the model, streamed or not', async () => {
  const house = await votingHouse(cleanup, [{ says: 'Four' }, { says: 'four!' }, { says: 'Five' }])
  const client = new OpenAI({ baseURL: `${house.root.url}/v1`, apiKey: 'none', maxRetries: 0 })
  const messages = [{ role: 'user' as const, content: '2 + 2?' }]
  const whole = await client.chat.completions.create({
    model: 'consensus/llama-9-tiny',
    temperature: 0.5,
    messages,
  })
  expect(whole.choices[0]?.message.content).toMatch(/^four/i)
  expect(whole).toMatchObject({ model: 'llama-9-tiny', consensus: { winner: 'four' } })
  expect(house.voters[0]?.asked[0]).toMatchObject({ model: 'llama-9-tiny', temperature: 0.5 })
  const stream = await client.chat.completions.create({
    ...{ model: 'consensus/auto', messages, stream: true },
    stream_options: { include_usage: true },
  })
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  expect(chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join('')).toMatch(/^four/i)
  expect(chunks.at(-2)).toMatchObject({ consensus: { winner: 'four' } })
  expect(chunks.at(-1)).toMatchObject({ usage: { total_tokens: 5 }, choices: [] })
})

test('an alias is voted on by whoever has one of the models that it stands for', async () => {
  const house = await votingHouse(cleanup, [{ says: 'a' }, { says: 'a' }, { says: 'a' }], {
    MODEL_ALIASES: '{"wise":["gpt-none","llama-9-tiny"]}',
  })
  const { status, text } = await completion(house, { model: 'consensus/wise' })
  expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('"winner":"a"') })
  expect(house.voters[0]?.asked[0]?.model).toBe('llama-9-tiny')
})

test('the header asks too, and votes are comments of the stream', async () => {
  const house = await votingHouse(cleanup, [{ says: 'a' }, { says: 'b' }, { says: 'a' }])
  const wish = JSON.stringify({ nodes: 3, stream_votes: true, key: 'k' })
  const { status, headers, text } = await completion(
    house,
    { stream: true },
    { 'x-banyan-consensus': wish },
  )
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('text/event-stream')
  const votes = text.split('\n').filter(line => line.startsWith(': vote '))
  expect(votes.length).toBeGreaterThanOrEqual(2)
  for (const vote of votes) schemas.ConsensusVote.parse(JSON.parse(vote.slice(': vote '.length)))
  expect(text).toMatch(/data: \[DONE\]\n\n$/)
  for (const event of eventsOf(text)) schemas.ChatCompletionChunk.parse(event)
})

test.each([
  ['nodes without end', { nodes: 1_000_000_000 }, 'consensus'],
  ['nodes that are none', { nodes: 0 }, 'consensus'],
  ['a key of a megabyte', { key: 'x'.repeat(1_000_000) }, 'consensus'],
  ['half a character as a key', { key: '\ud800' }, 'consensus'],
  ['more needed than asked', { nodes: 1, min_nodes: 2 }, 'consensus.min_nodes'],
  ['a path that is none', { vote: { path: '..' } }, 'consensus.vote.path'],
  ['a schema from elsewhere', { validate: { $ref: 'http://127.0.0.1/x' } }, 'consensus.validate'],
  ['a schema that is large', { validate: { enum: ['x'.repeat(50_000)] } }, 'consensus.validate'],
])('refuses %s with a 400 that names the field', async (_what, wish, param) => {
  const root = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  const { status, json } = await postJson(`${root.url}/api/chat`, { message: 'x', consensus: wish })
  expect({ status, param: json.error.param }).toEqual({
    status: 400,
    param: expect.stringContaining(param),
  })
})

test('refuses headers and bodies that a vote cannot do with', async () => {
  const house = await votingHouse(cleanup, [{ says: 'a' }, { says: 'a' }, { says: 'a' }])
  const tool = { type: 'function', function: { name: 'f' } }
  const answers = await Promise.all([
    completion(house, {}, { 'x-banyan-consensus': 'many' }),
    completion(house, {}, { 'x-banyan-consensus': '0' }),
    completion(house, {}, { 'x-banyan-consensus': '[]' }),
    completion(house, { tools: [tool] }, { 'x-banyan-consensus': '3' }),
    completion(house, { n: 2 }, { 'x-banyan-consensus': '3' }),
    completion(house, { model: 'consensus/' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400])
  const plain = await completion(house, { stream: true }, { 'x-banyan-consensus': 'false' })
  expect(plain).toMatchObject({ status: 200, text: expect.not.stringContaining('consensus') })
})
