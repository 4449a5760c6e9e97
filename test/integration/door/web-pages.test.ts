import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from '../http.ts'
import { type RunningProgram, startRoot } from '../processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup, {
    ALLOWED_ORIGINS: 'https://Chat.example/, app://obsidian.md',
    ALLOWED_HOSTS: 'banyan.home',
    ROOT_NODE_SECRET: 'the right root secret',
  })
  await healthyWorkers(root.url, 1)
})

const listed = { origin: 'https://chat.example' }
const say = (headers: Record<string, string>) =>
  postJson(`${root.url}/api/chat`, { message: 'ping' }, headers)

/** What the answer lets a page do. */
function corsOf({ headers }: { headers: object }) {
  const entries = Object.entries(headers)
  return Object.fromEntries(
    entries.filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  )
}

test.each([
  ['http://evil.example'],
  ['https://chat.example.evil.example'],
  ['http://chat.example'],
  ['https://chat.example:8443'],
  ['http://127.0.0.1:1'],
  ['file://'],
  ['null'],
  ['*'],
])('a page of %s is refused, and cannot read why', async origin => {
  const asks = [
    await say({ origin }),
    await http(`${root.url}/health`, { headers: { origin } }),
    await http(`${root.url}/v1/models`, { method: 'OPTIONS', headers: { origin } }),
  ]
  expect(asks.map(({ status, json }) => [status, json.error.code])).toEqual(
    asks.map(() => [403, 'forbidden']),
  )
  expect(asks.map(corsOf)).toEqual(asks.map(() => ({ vary: 'origin' })))
})

test.each([['https://chat.example'], ['app://obsidian.md']])(
  'a listed page of %s may ask and read, and is named in the answer',
  async origin => {
    const answer = await say({ origin })
    expect({ status: answer.status, ...corsOf(answer) }).toEqual({
      status: 200,
      vary: 'origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': expect.stringContaining('x-request-id'),
    })
  },
)

test('a listed page may read its errors too', async () => {
  const answer = await http(`${root.url}/nowhere`, { headers: listed })
  expect({ status: answer.status, origin: corsOf(answer)['access-control-allow-origin'] }).toEqual({
    status: 404,
    origin: listed.origin,
  })
})

test('a listed page is told before it sends what it may send', async () => {
  const answer = await http(`${root.url}/v1/chat/completions`, {
    method: 'OPTIONS',
    headers: {
      ...listed,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type,x-banyan-session',
      'access-control-request-private-network': 'true',
    },
  })
  expect({ status: answer.status, text: answer.text, ...corsOf(answer) }).toEqual({
    status: 204,
    text: '',
    vary: 'origin',
    'access-control-allow-origin': listed.origin,
    'access-control-expose-headers': expect.any(String),
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type,x-banyan-session',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
  })
})

test('a listed page needs the root secret for what is the owner’s', async () => {
  const ask = (headers: Record<string, string>) => http(`${root.url}/api/workers`, { headers })
  const answers = [
    await ask(listed),
    await ask({ ...listed, authorization: 'Bearer a wrong root secret' }),
    await ask({ ...listed, authorization: 'Bearer the right root secret' }),
    await ask({}),
  ]
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 200])
})

test.each([
  ['cross-site', 403],
  ['same-site', 403],
  ['same-origin', 200],
  ['none', 200],
])(
  'a change that a browser calls %s, without an Origin, is answered with %d',
  async (site, status) => {
    expect((await say({ 'sec-fetch-site': site })).status).toBe(status)
  },
)

test.each([
  ['a form', 'application/x-www-form-urlencoded'],
  ['plain text', 'text/plain'],
  ['several types', 'text/plain; application/json'],
])('%s, which any page may send without asking, is not taken for JSON', async (_name, type) => {
  expect((await say({ 'content-type': type })).status).toBe(415)
})

test.each([
  ['banyan.home', 200],
  ['Banyan.Home:3000', 200],
  ['localhost', 200],
  ['[::1]:3000', 200],
  ['evil.example', 403],
  ['banyan.home.evil.example', 403],
  ['127.0.0.1.nip.io:3000', 403],
  ['0.0.0.0:3000', 403],
  ['10.0.0.1', 403],
])('a name "%s" for this computer is answered with %d', async (host, status) => {
  expect((await http(`${root.url}/health`, { headers: { host } })).status).toBe(status)
})
