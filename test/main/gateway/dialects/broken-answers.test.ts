import { afterAll, describe, expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { aRouter } from '../../routing/a-router.ts'
import { type Act, answersWith, FakeFleet, FakeWorker, streams } from '../../routing/fake-fleet.ts'
import { chunk } from './chunks.ts'
import { openGateway } from './open-gateway.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

async function gatewayBefore(act: Act): Promise<string> {
  const fleet = new FakeFleet(new FakeWorker('a', act))
  const router = aRouter({ fleet, maxRetries: 0 })
  cleanup.defer(() => router.close())
  return openGateway(cleanup, router)
}

const messages = [{ role: 'user', content: 'x' }]
const dialects = [
  {
    path: '/v1/completions',
    body: { model: 'm', prompt: 'x' },
    inBand: /data: \{"error":\{"message":".+","type":".+","code":.+,"param":null\}\}\n\n$/,
    isEnd: /\[DONE\]/,
    whole: { error: { type: 'server_error', code: 'worker_bad_answer' } },
  },
  {
    path: '/v1/responses',
    body: { model: 'm', input: 'x' },
    inBand: /event: error\n[\s\S]*event: response\.failed\n.*"status":"failed".*\n\n$/,
    isEnd: /response\.completed/,
    whole: { error: { type: 'server_error', code: 'worker_bad_answer' } },
  },
  {
    path: '/v1/messages',
    body: { model: 'm', messages, max_tokens: 9 },
    inBand:
      /event: error\ndata: \{"type":"error","error":\{"type":"\w+","message":".+"\},.*\}\n\n$/,
    isEnd: /message_stop/,
    whole: { type: 'error', error: { type: 'api_error' } },
  },
  {
    path: '/api/chat',
    body: { model: 'm', messages },
    inBand: /\n\{"error":".+"\}\n$/,
    isEnd: /"done":true/,
    whole: { error: expect.stringContaining('not a model') },
  },
  {
    path: '/api/generate',
    body: { model: 'm', prompt: 'x' },
    inBand: /\n\{"error":".+"\}\n$/,
    isEnd: /"done":true/,
    whole: { error: expect.stringContaining('not a model') },
  },
] as const

const begun = `data: ${JSON.stringify(chunk({ content: 'half' }))}\n\n`
const error = '{"error":{"message":"It crashed.","type":"server_error","code":null,"param":null}}'
const breaks: readonly (readonly [string, Act])[] = [
  ['without its end mark', streams(begun)],
  ['with an error in it', streams(begun, `data: ${error}\n\n`)],
  [
    'by a connection that broke',
    sink => {
      sink.onHead(200, {})
      sink.onData(Buffer.from(begun))
      sink.onFault({ code: 'worker.cut', workerId: WorkerId.parse('a') })
    },
  ],
]

describe.each(dialects)('$path', ({ path, body, inBand, isEnd, whole }) => {
  test.each(breaks)(
    'a stream that ends %s ends with an error and not as if it were whole',
    async (_, act) => {
      const text = await streamed(act)
      expect(text).toContain('half')
      expect(text).toMatch(inBand)
      expect(text).not.toMatch(isEnd)
    },
  )

  test('nonsense in the middle of a stream is left out', async () => {
    const done = `data: ${JSON.stringify(chunk({}, 'stop'))}\n\ndata: [DONE]\n\n`
    const cut = 'data: {"choices":[{"delta":{"content":"tru\n\n'
    const text = await streamed(streams(begun, 'data: <<<\n\n', cut, done))
    expect(text).toMatch(isEnd)
    expect(text).not.toMatch(/<<<|tru\b/)
  })

  test('events of a server’s own in between do no harm', async () => {
    const done = `data: ${JSON.stringify(chunk({}, 'stop'))}\n\ndata: [DONE]\n\n`
    const text = await streamed(streams(': keep-alive\n\n', begun, 'data: {"x":1}\n\n', done))
    expect(text).toMatch(isEnd)
  })

  test('characters that are cut between two pieces arrive whole', async () => {
    const bytes = Buffer.from(`data: ${JSON.stringify(chunk({ content: '世界🎉' }))}\n\n`)
    const pieces = Array.from(bytes, byte => Buffer.of(byte))
    const text = await streamed(sink => {
      sink.onHead(200, {})
      for (const piece of pieces) sink.onData(piece)
      sink.onData(Buffer.from('data: [DONE]\n\n'))
      sink.onEnd()
    })
    expect(text).toContain('世界🎉')
  })

  test.each(['{"choices":[{"mess', '', '<html>', '{"choices":[]}', '[]', 'null'])(
    'a whole answer of %j is an error of the worker’s',
    async nonsense => {
      const response = await ask(answersWith(nonsense), false)
      expect({ status: response.status, json: await response.json() }).toMatchObject({
        status: 502,
        json: whole,
      })
    },
  )

  async function ask(act: Act, stream: boolean): Promise<Response> {
    return fetch(`${await gatewayBefore(act)}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, stream }),
    })
  }

  async function streamed(act: Act): Promise<string> {
    const response = await ask(act, true)
    expect(response.status).toBe(200)
    return response.text()
  }
})
