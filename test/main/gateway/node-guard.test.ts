import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { Secret } from '#main/base/secret'
import { BodyReader } from '#main/gateway/body-reader'
import { Call } from '#main/gateway/call'
import { NodeGuard } from '#main/gateway/node-guard'
import { signedHeaders } from '#test/fakes/worker-program'
import { RootClient } from '#worker/root-link/root-client'

const secret = 'the right root secret'
const path = '/api/nodes/a/heartbeat'

/** A server that says who is let in, on whose wall the clock is so much ahead. */
async function openDoor(aheadMs = 0) {
  const now = () => Date.now() + aheadMs
  const guard = new NodeGuard(new Secret(secret), now)
  const bodies = new BodyReader()
  const server = createServer((request, response) => {
    response.setHeader('date', new Date(now()).toUTCString())
    const answer = (status: number, text: string) => response.writeHead(status).end(text)
    guard.body(new Call(request, response, 'r', bodies)).then(
      body => answer(200, guard.isSigned(request) ? String(body) : 'unsigned'),
      error => answer(401, error instanceof FaultError ? error.message : 'a bug'),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  return `http://127.0.0.1:${port}`
}

async function send(url: string, headers: Record<string, string>, body = '{}') {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return [answer.status, await answer.text()]
}

const signed = (more: object = {}) =>
  signedHeaders({ secret, method: 'POST', path, body: '{}', ...more })

test('what is signed with the root secret is let in, once', async () => {
  const url = await openDoor()
  const headers = signed()
  expect([await send(url, headers), await send(url, headers)]).toEqual([
    [200, '{}'],
    [401, expect.stringContaining('sent before')],
  ])
})

test.each([
  ['another secret', { secret: 'quite another secret' }, 'different secrets'],
  ['another path', { path: '/api/nodes/b/heartbeat' }, 'does not fit'],
  ['another body', { body: '{"cpu_usage":1}' }, 'does not fit'],
  ['another method', { method: 'GET' }, 'does not fit'],
  ['an old clock', { timestamp: Date.now() - 301_000 }, 'clocks'],
])('a signature of %s is refused', async (_what, more, reason) => {
  const url = await openDoor()
  expect(await send(url, signed(more))).toEqual([401, expect.stringContaining(reason)])
})

test('a signature that is none is refused, and what has none is left to the door', async () => {
  const url = await openDoor()
  expect([
    await send(url, { authorization: 'Banyan k=1' }),
    await send(url, { authorization: 'Bearer x' }),
  ]).toEqual([
    [401, 'The signature is malformed.'],
    [200, 'unsigned'],
  ])
})

test.each([[3_600_000], [-3_600_000]])(
  'a worker whose root node has a clock that is %d ms ahead is let in the second time',
  async aheadMs => {
    const client = new RootClient(await openDoor(aheadMs), secret)
    const post = async () => (await client.post(path, {}, AbortSignal.timeout(5_000))).status
    expect([await post(), await post()]).toEqual([401, 200])
  },
)
