import { expect, test } from 'vitest'
import { http, textOf } from './http.ts'
import { eventually } from './processes.ts'
import {
  breaksAfter,
  chunk,
  hangs,
  inTurn,
  refuses,
  type Script,
  says,
  scriptedModel,
  streamHead,
} from './scripted-model.ts'
import { ask, cleanup, rootBefore, story } from './survival-house.ts'

test('a 429 with Retry-After is routed away, and not hammered', async () => {
  const busy = await scriptedModel(cleanup, ['m'], refuses(429, { 'retry-after': '30' }))
  const root = await rootBefore([busy, await scriptedModel(cleanup, ['m'], says('ok'))])
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await ask(root)).status),
  )
  for (let count = 0; count < 20; count++) statuses.push((await ask(root)).status)
  expect(new Set(statuses)).toEqual(new Set([200]))
  // Those that were under way together may all have met it once.
  expect(busy.questions.length).toBeLessThanOrEqual(20)
  const before = busy.questions.length
  await ask(root)
  expect(busy.questions.length).toBe(before)
})

test('a Retry-After of a moment is honoured', async () => {
  const busy = await scriptedModel(
    cleanup,
    ['m'],
    inTurn(refuses(429, { 'retry-after': '1' }), says('ok')),
  )
  const root = await rootBefore([busy])
  expect((await ask(root)).status).toBe(200)
  const [first, second] = busy.questions
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950)
})

test.each([
  [429, { 'retry-after': '60' }],
  [503, {}],
] as const)(
  'a %d that persists is tried a few times, falls back, and else is told as it was',
  async (status, headers) => {
    const bad = await scriptedModel(cleanup, ['m'], refuses(status, headers))
    const other = await scriptedModel(cleanup, ['n'], says('fallback'))
    const root = await rootBefore([bad, other], { MODEL_ALIASES: '{"chain": ["m", "n"]}' })
    const chained = await ask(root, { model: 'chain' })
    const { json: listed } = await http(`${root.url}/v1/models`)
    expect(listed.data.map(({ id }: { id: string }) => id)).toContain('chain')
    const alone = await ask(root, { model: 'm' })
    expect([chained.status, chained.json.model]).toEqual([200, 'n'])
    expect(alone.status).toBe(status)
    expect(alone.headers['x-should-retry']).toBe('false')
    expect(bad.questions.length).toBeLessThanOrEqual(4)
  },
)

test('the original words of the last worker reach the client', async () => {
  const root = await rootBefore([await scriptedModel(cleanup, ['m'], refuses(500))])
  const { status, json, headers } = await ask(root)
  expect([
    status,
    json.error.message,
    headers['x-should-retry'],
    headers['x-banyan-attempts'],
  ]).toEqual([500, 'no 500', 'false', '2'])
})

test('one 500 is one retry, and then the answer', async () => {
  const only = await scriptedModel(cleanup, ['m'], inTurn(refuses(500), says('ok')))
  const root = await rootBefore([only])
  const { status, headers } = await ask(root)
  expect([status, headers['x-banyan-attempts'], only.questions.length]).toEqual([200, '2', 2])
})

test.each([
  ['a reset before the head', ({ response }) => response.destroy()],
  ['an empty answer', ({ response }) => response.end()],
  ['an answer that is no JSON', ({ response }) => response.end('<html>')],
] as readonly (readonly [string, Script])[])(
  'after %s another worker answers',
  async (_name, script) => {
    const bad = await scriptedModel(cleanup, ['m'], script)
    const root = await rootBefore([bad, await scriptedModel(cleanup, ['m'], says('ok'))])
    for (let count = 0; count < 4; count++) expect((await ask(root)).status).toBe(200)
  },
)

test('a silent worker costs its limit once; then the request is not sent there again', async () => {
  const silent = await scriptedModel(cleanup, ['m'], hangs)
  const root = await rootBefore([silent, await scriptedModel(cleanup, ['m'], says('ok'))], {
    WORKER_TIMEOUT_MS: '400',
    FIRST_TOKEN_TIMEOUT_MS: '400',
  })
  const startedAt = Date.now()
  const pinnedFirst = { 'x-banyan-prefer': silent.url }
  const whole = await ask(root, {}, pinnedFirst)
  const streamed = await ask(root, { stream: true }, pinnedFirst)
  expect([whole.status, textOf(streamed.text)]).toEqual([200, 'ok'])
  expect(Date.now() - startedAt).toBeLessThan(10_000)
  expect(silent.questions.length).toBe(2)
})

test('a first token that is late is waited for elsewhere', async () => {
  const slow = await scriptedModel(cleanup, ['m'], ({ asked, response }) => {
    streamHead(response)
    response.write(chunk(asked.model, { role: 'assistant', content: '' }))
  })
  const root = await rootBefore([slow, await scriptedModel(cleanup, ['m'], says('ok'))], {
    FIRST_TOKEN_TIMEOUT_MS: '300',
  })
  const { text } = await ask(root, { stream: true }, { 'x-banyan-prefer': slow.url })
  expect(textOf(text)).toBe('ok')
})

test('what a content filter says is not tried elsewhere', async () => {
  const filtered = await scriptedModel(cleanup, ['m'], ({ response }) => {
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(
      '{"error":{"message":"Filtered.","type":"invalid_request_error","code":"content_filter"}}',
    )
  })
  const other = await scriptedModel(cleanup, ['m'], says('never'))
  const root = await rootBefore([filtered, other])
  const { status, json } = await ask(root, {}, { 'x-banyan-prefer': filtered.url })
  expect([status, json.error.code, other.questions.length]).toEqual([400, 'content_filter', 0])
})

test('the answer names the model that answered, and failed attempts are not billed', async () => {
  const bad = await scriptedModel(
    cleanup,
    ['m'],
    breaksAfter(story.slice(0, 2), response => response.destroy()),
  )
  const root = await rootBefore([bad, await scriptedModel(cleanup, ['m'], says(...story))])
  await ask(root, { stream: true }, { 'x-banyan-prefer': bad.url, 'x-request-id': 'mine' })
  await ask(root, { stream: true, stream_options: { include_usage: true } })
  const { json } = await http(`${root.url}/api/requests`)
  const mine = json.requests.find((entry: { request_id: string }) => entry.request_id === 'mine')
  expect([mine.model, mine.attempts, mine.prompt_tokens, mine.completion_tokens]).toEqual([
    'm',
    2,
    7,
    4,
  ])
  const used = await http(`${root.url}/api/usage?by=model`)
  expect(used.json.total.completion_tokens).toBe(8)
})

test('a worker that flaps is served around, probed by one request at a time, and back within 30 s', async () => {
  const flapping = await scriptedModel(cleanup, ['m'], refuses(500))
  const root = await rootBefore([flapping, await scriptedModel(cleanup, ['m'], says('ok'))])
  for (let count = 0; count < 30; count++) expect((await ask(root)).status).toBe(200)
  const whileOpen = flapping.questions.length
  expect(whileOpen).toBeLessThanOrEqual(6)
  const { json } = await http(`${root.url}/api/workers`)
  expect(
    json.workers.flatMap((worker: { open_breakers: string[] }) => worker.open_breakers),
  ).toEqual(['m'])
  flapping.script = says('back')
  const recoveredAt = Date.now()
  await eventually(30_000, async () => {
    const { json: answer } = await ask(root)
    expect(answer.choices[0].message.content).toBe('back')
  })
  expect(Date.now() - recoveredAt).toBeLessThan(30_000)
}, 60_000)
