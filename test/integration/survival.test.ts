import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson, textOf } from './http.ts'
import { eventually, type RunningProgram, startRoot } from './processes.ts'
import {
  breaksAfter,
  chunk,
  hangs,
  inTurn,
  refuses,
  type Script,
  type ScriptedModel,
  says,
  scriptedModel,
  streamHead,
} from './scripted-model.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const messages = [{ role: 'user', content: '榕树' }]

async function rootBefore(
  workers: readonly ScriptedModel[],
  environment: Record<string, string> = {},
): Promise<RunningProgram> {
  const root = await startRoot(cleanup, {
    WORKERS: workers.map(({ url }) => url).join(','),
    LOCAL_WORKER: 'false',
    LOAD_BALANCE_STRATEGY: 'round-robin',
    ...environment,
  })
  await healthyWorkers(root.url, workers.length)
  return root
}

function ask(root: RunningProgram, body: object = {}, headers: Record<string, string> = {}) {
  return postJson(`${root.url}/v1/chat/completions`, { model: 'm', messages, ...body }, headers)
}

const story = ['从前', '有一棵', '榕树', '。']

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
  expect(Date.now() - startedAt).toBeLessThan(2_500)
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

test.each([
  ['is cut', breaksAfter(story.slice(0, 2), response => response.destroy())],
  ['stalls', breaksAfter(story.slice(0, 2), () => {})],
  ['ends without its mark', breaksAfter(story.slice(0, 2), response => response.end())],
  [
    'tells an error',
    breaksAfter(story.slice(0, 2), response =>
      response.end('data: {"error":{"message":"no"}}\n\n'),
    ),
  ],
])(
  'a stream that %s after content goes on at another worker, in every dialect',
  async (_name, script) => {
    const bad = await scriptedModel(cleanup, ['m'], script)
    const root = await rootBefore([bad, await scriptedModel(cleanup, ['m'], says(...story))], {
      CHUNK_TIMEOUT_MS: '300',
    })
    const first = { 'x-banyan-prefer': bad.url }
    const openai = await ask(root, { stream: true }, first)
    const anthropic = await postJson(
      `${root.url}/v1/messages`,
      { model: 'm', messages, max_tokens: 99, stream: true },
      first,
    )
    const ollama = await postJson(`${root.url}/api/chat`, { model: 'm', messages }, first)
    const text = story.join('')
    expect([textOf(openai.text), openai.text.endsWith('data: [DONE]\n\n')]).toEqual([text, true])
    const deltas = [...anthropic.text.matchAll(/"text_delta","text":"([^"]*)"/g)].map(
      ([, each]) => each,
    )
    expect([deltas.join(''), anthropic.text.includes('message_stop')]).toEqual([text, true])
    const lines = ollama.text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect([lines.map(({ message }) => message.content).join(''), lines.at(-1).done]).toEqual([
      text,
      true,
    ])
  },
)

test('/api/chat begins anew where the next worker says something else', async () => {
  const bad = await scriptedModel(
    cleanup,
    ['m'],
    breaksAfter(story.slice(0, 2), response => response.destroy()),
  )
  const good = await scriptedModel(cleanup, ['m'], says('从前', '没有', '树'))
  const root = await rootBefore([bad, good])
  const chat = { session_id: '小李', message: '讲个故事', model: 'm', stream: true }
  const { text } = await postJson(`${root.url}/api/chat`, chat, { 'x-banyan-prefer': bad.url })
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''))
  const types = events.map(({ type }) => type)
  expect(types.lastIndexOf('restart')).toBe(types.indexOf('restart'))
  const heard = events.slice(types.indexOf('restart') + 1).filter(({ type }) => type === 'delta')
  expect(heard.map(({ content }) => content).join('')).toBe('从前没有树')
  expect(events.at(-1)).toMatchObject({ type: 'done', response: '从前没有树' })
  const kept = await http(`${root.url}/api/sessions/${encodeURIComponent('小李')}`)
  expect(kept.text).toContain('从前没有树')
  expect(kept.text).not.toContain('有一棵')
})

test('a client that wants to hear of the cut does', async () => {
  const bad = await scriptedModel(
    cleanup,
    ['m'],
    breaksAfter(story.slice(0, 2), response => response.destroy()),
  )
  const root = await rootBefore([bad, await scriptedModel(cleanup, ['m'], says(...story))])
  const { text } = await ask(
    root,
    { stream: true },
    { 'x-banyan-prefer': bad.url, 'x-banyan-on-cut': 'error' },
  )
  expect(textOf(text)).toBe('从前有一棵')
  expect(text).toContain('"code":"worker_cut"')
  expect(text).not.toContain('[DONE]')
})

test('a chunk that makes no sense is left out, and a missing mark is put in', async () => {
  const odd = await scriptedModel(cleanup, ['m'], ({ asked, response }) => {
    streamHead(response)
    response.write(chunk(asked.model, { content: 'a' }))
    response.write('data: <<<not json>>>\n\ndata: {"choices":[{"delta":{"content":"tru\n\n')
    response.write(chunk(asked.model, { content: 'b' }) + chunk(asked.model, {}, 'stop'))
  })
  const root = await rootBefore([odd])
  const startedAt = Date.now()
  const { text } = await ask(root, { stream: true })
  expect([textOf(text), text.endsWith('data: [DONE]\n\n'), text.includes('<<<')]).toEqual([
    'ab',
    true,
    false,
  ])
  expect(Date.now() - startedAt).toBeLessThan(3_000)
  expect((await http(`${root.url}/health`)).status).toBe(200)
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

test.each([true, false])(
  'a client that leaves ends the model call within 100 ms (streamed: %s)',
  async stream => {
    const slow = await scriptedModel(cleanup, ['m'], stream ? breaksAfter(['x'], () => {}) : hangs)
    const root = await rootBefore([slow])
    const leftAt = await leave(root, stream)
    await expect.poll(() => slow.leftAt.length).toBe(1)
    expect((slow.leftAt[0] ?? 0) - leftAt).toBeLessThan(100)
  },
)

test('10,000 clients that leave cost no slot, no socket and no memory of them', async () => {
  const slow = await scriptedModel(cleanup, ['m'], hangs)
  const root = await rootBefore([slow])
  const sockets = () => readdirSync(`/proc/${root.pid}/fd`).length
  await Promise.all(Array.from({ length: 20 }, () => leave(root, false)))
  const before = sockets()
  for (let round = 0; round < 250; round++) {
    await Promise.all(Array.from({ length: 40 }, (_, index) => leave(root, index % 2 === 0)))
  }
  await eventually(5_000, async () => {
    const { json } = await http(`${root.url}/api/metrics`)
    expect(json.requests.in_flight).toBe(0)
    expect(json.workers.map((worker: { in_flight: number }) => worker.in_flight)).toEqual([0])
    expect(sockets()).toBeLessThanOrEqual(before + 5)
  })
}, 120_000)

/** Asks, and leaves when the worker has had a moment to begin; resolves to when. */
function leave(root: RunningProgram, stream: boolean): Promise<number> {
  return new Promise(resolve => {
    const body = JSON.stringify({ model: 'm', messages, stream })
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const outgoing = request(`${root.url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      agent: false,
    })
    outgoing.on('error', () => {})
    outgoing.end(body, () =>
      setTimeout(() => {
        outgoing.destroy()
        resolve(Date.now())
      }, 60),
    )
  })
}
