import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type HttpAnswer, healthyWorkers, postJson } from '../http.ts'
import { memoryOf, type RunningProgram, startRoot } from '../processes.ts'
import { errorIn, rawRequest, sendRaw, statusesIn } from './raw.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

const routes = ['/api/chat', '/v1/chat/completions'] as const
const json = 'Content-Type: application/json'

function post(path: string, body: string | Buffer): Promise<{ readonly text: string }> {
  const bytes = Buffer.from(body)
  const headers = [json, `Content-Length: ${bytes.length}`, 'Connection: close']
  return sendRaw(root.port, [rawRequest(`POST ${path} HTTP/1.1`, headers), bytes], 2_000)
}

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

test.each([
  ['nothing', ''],
  ['no JSON', '{"message":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"ping"'],
  ['NaN', '{"message":NaN}'],
  ['infinity', '{"message":-Infinity}'],
  ['a number where a text is', '{"message":1e999,"messages":1e999}'],
  ['a huge number', `{"message":-${'9'.repeat(400)},"messages":${'9'.repeat(400)}}`],
  ['a byte that is no UTF-8', Buffer.from('7b226d657373616765223a22ff227d', 'hex')],
  ['half a character', Buffer.from('7b226d657373616765223a22e6a6227d', 'hex')],
  ['an overlong slash', Buffer.from('7b226d657373616765223a22c0af227d', 'hex')],
  ['UTF-16', Buffer.from('{"message":"ping"}', 'utf16le')],
  ['a byte order mark', '\ufeff{"message":"ping"}'],
  ['a bare null', '{"message":"\0"}'],
  [
    'lists 201 deep',
    `{"message":"ping","messages":[{"role":"user","content":"a"}],"x":${nested(200)}}`,
  ],
  ['lists a million deep', nested(1_000_000)],
  ['lists that never end', '['.repeat(1_000_000)],
])('%s for a body is a 400 on every route', async (_name, body) => {
  const answers = await Promise.all(routes.map(path => post(path, body)))
  expect(answers.map(({ text }) => [statusesIn(text), errorIn(text)?.code])).toEqual(
    routes.map(() => [[400], 'invalid_request']),
  )
})

test.each([
  ['max_tokens', -1],
  ['max_tokens', 0.5],
  ['max_tokens', '9'.repeat(40)],
  ['model', ''],
  ['stream', 'yes'],
])('%s: %s is a 400 that names the field', async (param, value) => {
  const body = { messages: [{ role: 'user', content: 'ping' }], [param]: value }
  const { status, json } = await postJson(`${root.url}/v1/chat/completions`, body)
  expect({ status, param: json.error.param }).toEqual({ status: 400, param })
})

test('a number past all counting is a 400, and the next request is served', async () => {
  const body = '{"messages":[{"role":"user","content":"ping"}],"max_tokens":1e999}'
  expect((await postJson(`${root.url}/v1/chat/completions`, body)).status).toBe(400)
  expect((await postJson(`${root.url}/api/chat`, { message: 'ping' })).status).toBe(200)
})

test.each([
  ['an id with a null', 'a\0b'],
  ['an empty id', ''],
  ['an id of 257 characters', 'a'.repeat(257)],
  ['half a character', '\ud800'],
  ['a number', 1],
])('%s names no session', async (_name, session_id) => {
  const { status, json } = await postJson(`${root.url}/api/chat`, { session_id, message: 'ping' })
  expect({ status, param: json.error.param }).toEqual({ status: 400, param: 'session_id' })
})

test('a null in a message is kept like any other character', async () => {
  const { status, json } = await postJson(`${root.url}/api/chat`, { message: 'a\0b' })
  expect({ status, response: json.response }).toEqual({
    status: 200,
    response: expect.stringContaining('a\0b'),
  })
})

test.each([['__proto__'], ['constructor'], ['prototype']])(
  'the key %s changes nothing but its own request',
  async key => {
    const poison = `{"message":"ping","messages":[{"role":"user","content":"ping","${key}":{"polluted":"yes","stream":true}}],"${key}":{"prototype":{"stream":true},"stream":true,"message":"yes","polluted":"yes"}}`
    const poisoned = await Promise.all(routes.map(path => postJson(root.url + path, poison)))
    expect(poisoned.map(({ status }) => status)).toEqual([200, 200])
    const after = await postJson(`${root.url}/api/chat`, {})
    expect({ status: after.status, param: after.json.error.param }).toEqual({
      status: 400,
      param: 'message',
    })
    expect(poisoned.map(({ text }) => text.includes('polluted'))).toEqual([false, false])
  },
)

test.each(['gzip', 'br', 'deflate', 'gzip, gzip'])('a body in %s is a 415', async encoding => {
  const bytes = gzipSync('{"message":"ping"}')
  const headers = [json, `Content-Encoding: ${encoding}`, `Content-Length: ${bytes.length}`]
  const head = rawRequest('POST /api/chat HTTP/1.1', headers)
  const { text } = await sendRaw(root.port, [head, bytes])
  expect([statusesIn(text), errorIn(text)?.code]).toEqual([[415], 'unsupported_media_type'])
})

test.each([
  ['with a length', true],
  ['in chunks', false],
])('64 MB %s are a 413, ten at once, and memory stays flat', async (_name, hasLength) => {
  const before = memoryOf(root.pid)
  const answers = await Promise.all(Array.from({ length: 10 }, () => flood(64_000_000, hasLength)))
  expect(answers.map(({ status, json }) => [status, json.error.code])).toEqual(
    answers.map(() => [413, 'request_too_large']),
  )
  expect(memoryOf(root.pid) - before).toBeLessThan(200)
})

test('of more large bodies than may be held at once, the last are sent away', async () => {
  const head = rawRequest('POST /api/chat HTTP/1.1', [json, 'Content-Length: 7900000'])
  const almost = Buffer.alloc(7_800_000, 'a')
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => sendRaw(root.port, [head, almost], 2_000)),
  )
  const statuses = answers.flatMap(({ text }) => statusesIn(text))
  expect(statuses).toEqual(Array(statuses.length).fill(429))
  expect(statuses.length).toBeGreaterThanOrEqual(24 - 128 / 7.8)
  expect((await postJson(`${root.url}/api/chat`, { message: 'ping' })).status).toBe(200)
})

/** Sends so many bytes, and hears the answer even when it comes before all is sent. */
function flood(bytes: number, hasLength: boolean): Promise<Pick<HttpAnswer, 'status' | 'json'>> {
  const piece = Buffer.alloc(100_000, 'a')
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(hasLength ? { 'content-length': bytes } : {}),
    }
    const asked = request(`${root.url}/api/chat`, { method: 'POST', headers, agent: false })
    asked.on('error', reject)
    asked.on('response', response => {
      let text = ''
      response.on('data', part => {
        text += part
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) }),
      )
    })
    let sent = 0
    const send = () => {
      while (sent < bytes) {
        sent += piece.length
        if (!asked.write(piece)) {
          asked.once('drain', send)
          return
        }
      }
      asked.end()
    }
    send()
  })
}
