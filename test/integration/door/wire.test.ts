import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http } from '../http.ts'
import { type RunningProgram, startRoot } from '../processes.ts'
import { errorIn, rawRequest, sendRaw, statusesIn } from './raw.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

const post = 'POST /api/chat HTTP/1.1'
const get = 'GET /health HTTP/1.1'
const chunked = 'Transfer-Encoding: chunked'
const json = 'Content-Type: application/json'

test.each([
  ['both a length and chunks', rawRequest(post, ['Content-Length: 4', chunked], '0\r\n\r\n'), 400],
  ['two lengths', rawRequest(post, ['Content-Length: 4', 'Content-Length: 5'], 'abcd'), 400],
  ['a negative length', rawRequest(post, ['Content-Length: -4'], 'abcd'), 400],
  ['a length past all counting', rawRequest(post, [`Content-Length: ${'9'.repeat(30)}`]), 400],
  ['chunks twice', rawRequest(post, [chunked, chunked], '0\r\n\r\n'), 400],
  ['chunks of gzip', rawRequest(post, ['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'), 400],
  ['chunks in HTTP/1.0', rawRequest('POST /api/chat HTTP/1.0', [chunked], '0\r\n\r\n'), 400],
  ['a chunk size that is none', rawRequest(post, [json, chunked], 'zz\r\n'), 400],
  [
    'a chunk size past all counting',
    rawRequest(post, [json, chunked], `${'f'.repeat(20)}\r\n`),
    400,
  ],
  [
    'endless chunk extensions',
    rawRequest(post, [json, chunked], `1;${'a'.repeat(20_000)}\r\n`),
    400,
  ],
  ['bare line feeds around a chunk', rawRequest(post, [json, chunked], '2\n{}\n0\n\n'), 400],
  [
    'a bare line feed in a chunk extension',
    rawRequest(post, [json, chunked], '2;a\n{}\r\n0\r\n\r\n'),
    400,
  ],
  ['a folded header', rawRequest(get, ['X-A: b\r\n c']), 400],
  ['bare line feeds', 'GET /health HTTP/1.1\nHost: 127.0.0.1\n\n', 400],
  ['one bare line feed', 'GET /health HTTP/1.1\r\nHost: 127.0.0.1\nX: y\r\n\r\n', 400],
  ['one bare carriage return', 'GET /health HTTP/1.1\r\nHost: 127.0.0.1\rX: y\r\n\r\n', 400],
  ['a space before the colon', 'GET /health HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n', 400],
  ['a null in a header', rawRequest(get, ['X: a\0b']), 400],
  ['a null in the path', rawRequest('GET /a\0b HTTP/1.1'), 400],
  ['a path that is not ASCII', rawRequest('GET /é HTTP/1.1'), 400],
  ['an unknown method', rawRequest('FOO /health HTTP/1.1'), 400],
  ['a method in lower case', rawRequest('get /health HTTP/1.1'), 400],
  ['two hosts', rawRequest(get, ['Host: 127.0.0.1']), 400],
  ['two hosts, differently written', rawRequest(get, ['hOsT: evil.example']), 400],
  ['no host', 'GET /health HTTP/1.1\r\n\r\n', 400],
  ['HTTP/0.9', 'GET /health\r\n\r\n', 400],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['HTTP/9.9', rawRequest('GET /health HTTP/9.9'), 400],
  ['a TLS greeting', Buffer.from('16030100ff010000fb0303', 'hex'), 400],
  ['the address of another server', rawRequest('GET http://evil.example/health HTTP/1.1'), 400],
  ['an address with a user', rawRequest('GET http://x@127.0.0.1/health HTTP/1.1'), 400],
  ['an https address', rawRequest('GET https://127.0.0.1/health HTTP/1.1'), 400],
  ['an asterisk', rawRequest('GET * HTTP/1.1'), 400],
  ['TRACE', rawRequest('TRACE /health HTTP/1.1'), 405],
  ['CONNECT', rawRequest('CONNECT evil.example:443 HTTP/1.1'), 405],
  [
    'an expectation that we do not know',
    rawRequest(post, ['Expect: a miracle', 'Content-Length: 0']),
    417,
  ],
  ['a path of 9,000 characters', rawRequest(`GET /${'a'.repeat(9_000)} HTTP/1.1`), 414],
  ['a path of 60,000 characters', rawRequest(`GET /${'a'.repeat(60_000)} HTTP/1.1`), 414],
  ['a header of 60,000 characters', rawRequest(get, [`X: ${'a'.repeat(60_000)}`]), 431],
  ['500 headers', rawRequest(get, Array(500).fill('X: a')), 431],
])(
  '%s is answered once, in OpenAI’s shape, and the connection is closed',
  async (_name, bytes, status) => {
    const { text, isClosed } = await sendRaw(root.port, bytes, 2_500)
    expect({ statuses: statusesIn(text), isClosed, error: errorIn(text) }).toEqual({
      statuses: [status],
      isClosed: true,
      error: expect.objectContaining({ message: expect.any(String), code: expect.any(String) }),
    })
  },
)

test('our own address in full is as good as the short one', async () => {
  const { text } = await sendRaw(root.port, rawRequest('GET http://127.0.0.1/health?x HTTP/1.1'))
  expect(statusesIn(text)).toEqual([200])
})

test('OPTIONS * says what this server can do', async () => {
  const { text } = await sendRaw(root.port, rawRequest('OPTIONS * HTTP/1.1'))
  expect(text).toMatch(/^HTTP\/1\.1 204 .*\r\nallow: GET, HEAD, POST, OPTIONS\r\n/s)
})

test('requests that are sent together are answered in their order', async () => {
  const paths = ['/health', '/nowhere', '/v1/models', '/api/chat', '/api/workers']
  const requests = paths.map(path => rawRequest(`GET ${path} HTTP/1.1`)).join('')
  const { text } = await sendRaw(root.port, requests)
  expect(statusesIn(text)).toEqual([200, 404, 200, 405, 200])
})

test('what is broken behind a good request waits for the good answer', async () => {
  const body = JSON.stringify({ message: 'ping' })
  const good = rawRequest(post, [json, `Content-Length: ${body.length}`], body)
  const { text, isClosed } = await sendRaw(root.port, `${good}BROKEN\r\n\r\n`, 5_000)
  expect({ statuses: statusesIn(text), isClosed }).toEqual({ statuses: [200, 400], isClosed: true })
})

test('a hidden second request is never served', async () => {
  const hidden = rawRequest('GET /api/workers HTTP/1.1')
  const { text } = await sendRaw(
    root.port,
    rawRequest(post, ['Content-Length: 4', chunked], `0\r\n\r\n${hidden}`),
  )
  expect(statusesIn(text)).toEqual([400])
})

test('a client that waits for leave to send gets it, or the refusal instead', async () => {
  const body = JSON.stringify({ message: 'ping' })
  const waiting = (type: string) =>
    rawRequest(post, [type, 'Expect: 100-continue', `Content-Length: ${body.length}`])
  const allowed = await sendRaw(root.port, [waiting(json), body], 5_000)
  const refused = await sendRaw(root.port, waiting('Content-Type: text/plain'), 2_500)
  expect({ allowed: statusesIn(allowed.text), refused: statusesIn(refused.text) }).toEqual({
    allowed: [100, 200],
    refused: [415],
  })
  expect(refused.isClosed).toBe(true)
})

test('a WebSocket is refused where there is none, and to foreign pages everywhere', async () => {
  const upgrade = (path: string, ...headers: string[]) =>
    sendRaw(
      root.port,
      rawRequest(`GET ${path} HTTP/1.1`, [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      ]),
    )
  const answers = await Promise.all([
    upgrade('/nowhere'),
    upgrade('/ws', 'Origin: http://evil.example'),
    upgrade('/ws', 'Origin: null'),
  ])
  expect(answers.map(({ text }) => statusesIn(text))).toEqual([[404], [403], [403]])
})

test('what asks in plain HTTP where a WebSocket belongs is told so', async () => {
  const { text, isClosed } = await sendRaw(root.port, rawRequest('GET /ws HTTP/1.1'))
  expect([statusesIn(text), errorIn(text)?.code, isClosed]).toEqual([
    [426],
    'upgrade_required',
    true,
  ])
})

test('a client that offers HTTP/2 is answered in HTTP/1.1', async () => {
  const headers = [
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQ',
  ]
  const { text } = await sendRaw(root.port, rawRequest(get, headers))
  expect(statusesIn(text)).toEqual([200])
})

test('a line break cannot get into a header of the answer', async () => {
  const { headers } = await http(`${root.url}/v1/models/a%0d%0aset-cookie:%20x`, {
    headers: { 'x-request-id': 'a%0d%0ab' },
  })
  expect(headers).toMatchObject({ 'x-request-id': expect.stringMatching(/^req-/) })
  expect(headers['set-cookie']).toBeUndefined()
})

test.each([
  '/../etc/passwd',
  '/v1/models/..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//evil.example/',
  '/v1/models/%ff%fe',
])('the path %s leads nowhere', async path => {
  const { text } = await sendRaw(root.port, rawRequest(`GET ${path} HTTP/1.1`))
  expect(statusesIn(text)).toEqual([404])
})
