import { inflateSync } from 'node:zlib'
import { Ollama } from 'ollama'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EmbeddingsList } from '#contract/http/embeddings'
import { ImagesList } from '#contract/http/images'
import { Cleanup } from '#main/base/cleanup'
import { startStub } from '../fakes/stub-llm.mjs'
import { healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot, startWorker } from './processes.ts'

const cleanup = new Cleanup()
let demoRoot: RunningProgram
let demo: OpenAI
let fleetRoot: RunningProgram
let fleet: OpenAI
afterAll(() => cleanup.run())

const vendors = {
  OPENAI: ['gpt-4o-mini', 'gpt-4o', 'text-embedding-3-small'],
  GEMINI: ['gemini-2.5-flash', 'gemini-embedding-001'],
  ANTHROPIC: ['claude-sonnet-4-5'],
}

/** One root with nothing but its demo; another with a worker for each vendor, and one that is no worker of ours. */
beforeAll(async () => {
  demoRoot = await startRoot(cleanup)
  const secret = 'a-root-secret-of-the-tests-0123456789'
  const workers: RunningProgram[] = []
  for (const [vendor, models] of Object.entries(vendors)) {
    const stub = await startStub({ models })
    cleanup.defer(() => stub.close())
    const worker = await startWorker(cleanup, {
      WORKER_ID: vendor.toLowerCase(),
      ROOT_NODE_SECRET: secret,
      MODEL_PROVIDER: vendor.toLowerCase(),
      [`${vendor}_API_KEY`]: 'key',
      [`${vendor}_BASE_URL`]: vendor === 'OPENAI' ? `${stub.url}/v1` : stub.url,
    })
    workers.push(worker)
  }
  fleetRoot = await startRoot(cleanup, {
    ROOT_NODE_SECRET: secret,
    WORKERS: workers.map(worker => worker.url).join(','),
    LOCAL_WORKER: 'false',
  })
  await healthyWorkers(demoRoot.url, 1)
  await healthyWorkers(fleetRoot.url, 3)
  demo = new OpenAI({ baseURL: `${demoRoot.url}/v1`, apiKey: 'none', maxRetries: 0 })
  fleet = new OpenAI({ baseURL: `${fleetRoot.url}/v1`, apiKey: 'none', maxRetries: 0 })
})

const model = 'banyan-demo'
const length = (vector: readonly number[]) => Math.hypot(...vector)
const nearness = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

test('the SDK reads the same vectors as numbers and, as it asks by default, from base64', async () => {
  const input = ['the cat sat on the mat', '今天天气很好']
  const decoded = await demo.embeddings.create({ model, input })
  const plain = await demo.embeddings.create({ model, input, encoding_format: 'float' })
  const raw = await demo.embeddings.create({ model, input, encoding_format: 'base64' })
  expect(decoded.data).toEqual(plain.data)
  expect(decoded.data.map(one => [one.index, one.embedding.length])).toEqual([
    [0, 256],
    [1, 256],
  ])
  expect(raw.data.map(one => typeof one.embedding)).toEqual(['string', 'string'])
  expect(plain.data.map(one => length(one.embedding))).toEqual([
    expect.closeTo(1, 5),
    expect.closeTo(1, 5),
  ])
  expect(decoded.usage.total_tokens).toBeGreaterThan(5)
  expect(() => EmbeddingsList.parse(plain)).not.toThrow()
})

test('the demo finds the text that is meant, in English and in Chinese', async () => {
  const texts = [
    'how do I reset my password',
    'recipe for apple pie',
    '怎样重置密码',
    '苹果派的做法',
  ]
  const questions = ['forgot password, reset it', '忘记密码怎么重置']
  const { data } = await demo.embeddings.create({ model, input: [...texts, ...questions] })
  const vectors = data.map(one => one.embedding)
  const nearest = questions.map((_, position) => {
    const question = vectors[texts.length + position] ?? []
    const ranked = texts.toSorted(
      (a, b) =>
        nearness(question, vectors[texts.indexOf(b)] ?? []) -
        nearness(question, vectors[texts.indexOf(a)] ?? []),
    )
    return ranked[0]
  })
  expect(nearest).toEqual([texts[0], texts[2]])
})

test('each model is asked at the worker that has it, in the dimensions that were asked for', async () => {
  const ask = async (name: string, dimensions?: number) => {
    const { data, response } = await fleet.embeddings
      .create({ model: name, input: ['one', 'two'], ...(dimensions ? { dimensions } : {}) })
      .withResponse()
    const [first, second] = data.data.map(one => one.embedding)
    return {
      worker: response.headers.get('x-banyan-worker'),
      dimensions: second?.length,
      length: length(first ?? []),
    }
  }
  const answers = [await ask('text-embedding-3-small', 128), await ask('gemini-embedding-001')]
  const one = expect.closeTo(1, 5)
  expect(answers).toEqual([
    { worker: expect.any(String), dimensions: 128, length: one },
    { worker: expect.any(String), dimensions: 64, length: one },
  ])
  expect(answers[0]?.worker).not.toBe(answers[1]?.worker)
})

test('a model that cannot is a 400 that names those that can', async () => {
  const asked = fleet.embeddings.create({ model: 'claude-sonnet-4-5', input: 'x' })
  await expect(asked).rejects.toBeInstanceOf(OpenAI.BadRequestError)
  await expect(asked).rejects.toMatchObject({
    code: 'unsupported_capability',
    message: expect.stringMatching(/cannot make embeddings\. These can: .*text-embedding-3-small/),
  })
  const chat = fleet.chat.completions.create({
    model: 'text-embedding-3-small',
    messages: [{ role: 'user', content: 'x' }],
  })
  await expect(chat).rejects.toMatchObject({ status: 400, code: 'unsupported_capability' })
  const images = fleet.images.generate({ model: 'gpt-4o', prompt: 'x' })
  await expect(images).rejects.toMatchObject({ status: 400, code: 'unsupported_capability' })
  const unknown = fleet.embeddings.create({ model: 'no-such-model', input: 'x' })
  await expect(unknown).rejects.toBeInstanceOf(OpenAI.NotFoundError)
})

test('with no model named, each request finds a worker with a model for it', async () => {
  const vectors = await fleet.embeddings.create({ model: 'auto', input: 'x' })
  const chat = await fleet.chat.completions.create({
    model: 'auto',
    messages: [{ role: 'user', content: 'which model' }],
  })
  expect([vectors.model, chat.choices[0]?.message.content]).toEqual([
    expect.stringContaining('embed'),
    expect.not.stringContaining('embed'),
  ])
})

test('the workers say what they can do', async () => {
  const { json } = await http(`${fleetRoot.url}/api/workers`)
  const workers: readonly { readonly default_model: string; readonly capabilities: string[] }[] =
    json.workers
  expect(new Set(workers.map(worker => worker.capabilities.join(' ')))).toEqual(
    new Set(['chat embeddings', 'chat']),
  )
})

test('requests that make no sense are 400s of the SDK', async () => {
  const bad = [
    { input: '' },
    { input: [] },
    { input: ['a', ''] },
    { input: Array.from({ length: 2049 }, () => 'a') },
    { input: 'a', dimensions: 0 },
    { input: [1, 2, 3] },
  ]
  const errors = await Promise.all(
    bad.map(body =>
      demo.embeddings.create({ model, ...body }).then(
        () => 'taken',
        error => [error.status, error.param],
      ),
    ),
  )
  expect(errors).toEqual([
    [400, 'input'],
    [400, 'input'],
    [400, 'input.1'],
    [400, 'input'],
    [400, 'dimensions'],
    [400, 'input'],
  ])
})

test('the demo draws real pictures, the same for the same prompt', async () => {
  const ask = (prompt: string) =>
    demo.images.generate({ model, prompt, n: 2, size: '256x256', response_format: 'b64_json' })
  const [first, again, other] = [await ask('一棵榕树'), await ask('一棵榕树'), await ask('a boat')]
  const files = (answer: OpenAI.ImagesResponse) => answer.data?.map(one => one.b64_json ?? '') ?? []
  expect(() => ImagesList.parse(first)).not.toThrow()
  expect(files(again)).toEqual(files(first))
  expect(new Set([...files(first), ...files(other)]).size).toBe(4)
  const png = Buffer.from(files(first)[0] ?? '', 'base64')
  const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8)
  expect({
    signature: png.toString('latin1', 1, 4),
    size: [png.readUInt32BE(16), png.readUInt32BE(20)],
    bytes: inflateSync(data).length,
  }).toEqual({ signature: 'PNG', size: [256, 256], bytes: 257 * 256 })

  const linked = await demo.images.generate({ prompt: 'x', response_format: 'url' })
  expect(linked.data?.[0]?.url).toMatch(/^data:image\/png;base64,/)
  expect(linked.data?.[0]?.revised_prompt).toContain('demo')
})

test('Ollama’s client gets its embeddings and its errors', async () => {
  const ollama = new Ollama({ host: demoRoot.url })
  const two = await ollama.embed({ model: 'banyan-demo:latest', input: ['a tree', '一棵树'] })
  const one = await ollama.embeddings({ model, prompt: 'a tree' })
  const none = await ollama.embed({ model, input: '' })
  expect([two.embeddings.length, two.embeddings[0], none.embeddings]).toEqual([
    2,
    one.embedding,
    [],
  ])
  await expect(ollama.embed({ model: 'nothing', input: 'x' })).rejects.toMatchObject({
    status_code: 404,
    error: expect.stringContaining('nothing'),
  })
  const malformed = await postJson(`${demoRoot.url}/api/embed`, { model })
  expect([malformed.status, malformed.json]).toEqual([400, { error: expect.any(String) }])
})
