import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { CrossOrigin } from '#main/gateway/cross-origin'
import { Door } from '#main/gateway/door'
import { Gateway } from '#main/gateway/gateway'
import { type ServerLimits, usualLimits } from '#main/gateway/http-server'
import type { Route } from '#main/gateway/route'
import { SecretGuard } from '#main/gateway/secret-guard'
import { errorIn, openSocket, rawRequest, sendRaw, statusesIn } from '#test/integration/door/raw'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const routes: readonly Route[] = [
  { method: 'GET', path: '/open', access: 'anyone', handle: call => call.answer(200, {}) },
  { method: 'GET', path: '/owned', access: 'owner', handle: call => call.answer(200, {}) },
  {
    method: 'POST',
    path: '/echo',
    access: 'app',
    handle: async call => call.answer(200, { size: (await call.body()).length }),
  },
  {
    method: 'GET',
    path: '/slow',
    access: 'anyone',
    handle: call => void setTimeout(() => call.answer(200, {}), 900),
  },
  {
    method: 'GET',
    path: '/endless',
    access: 'anyone',
    handle(call) {
      call.head(200, {})
      const piece = Buffer.alloc(1_000_000)
      const send = () => {
        while (call.response.write(piece));
      }
      call.response.on('drain', send)
      send()
    },
  },
]

/** Listens on loopback, whatever it takes itself for. */
async function open(limits: Partial<ServerLimits> = {}, host = '127.0.0.1') {
  const crossOrigin = new CrossOrigin([])
  const guard = new SecretGuard(new Secret('the right root secret'))
  const gateway = new Gateway({
    routes,
    crossOrigin,
    door: new Door({
      host,
      names: [],
      asksOwnersAlways: false,
      isListedOrigin: origin => crossOrigin.allows(origin),
      secretRefusal: request => guard.refusal(request),
      isSigned: () => false,
      appKey: () => null,
    }),
    log: silentLog,
    limits: { ...usualLimits, checkEveryMs: 50, ...limits },
  })
  const port = await gateway.listen('127.0.0.1', 0)
  cleanup.defer(() => gateway.close(0))
  return { gateway, port }
}

const get = (path: string, ...headers: string[]) => rawRequest(`GET ${path} HTTP/1.1`, headers)

test('a head that drips in is given up with a 408', async () => {
  const { port } = await open({ headMs: 200 })
  const { text, isClosed } = await sendRaw(
    port,
    'GET /open HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ',
    3_000,
  )
  expect([statusesIn(text), errorIn(text)?.code, isClosed]).toEqual([
    [408],
    'request_timeout',
    true,
  ])
})

test('a body that drips in is given up with a 408', async () => {
  const { port, gateway } = await open({ headMs: 200, requestMs: 400 })
  const headers = ['Content-Type: application/json', 'Content-Length: 9']
  const { text, isClosed } = await sendRaw(
    port,
    rawRequest('POST /echo HTTP/1.1', headers, '{'),
    3_000,
  )
  expect([statusesIn(text), errorIn(text)?.code, isClosed]).toEqual([
    [408],
    'request_timeout',
    true,
  ])
  expect(gateway.openCalls).toBe(0)
})

test('the rest of a refused body is waited for no longer than for any other', async () => {
  const { port, gateway } = await open({ headMs: 200, requestMs: 400 })
  const { text, isClosed } = await sendRaw(
    port,
    rawRequest('POST /nowhere HTTP/1.1', ['Content-Length: 9'], '{'),
    3_000,
  )
  expect([statusesIn(text), isClosed]).toEqual([[404], true])
  await expect.poll(() => gateway.openCalls).toBe(0)
})

test('a connection that says nothing is closed without a word', async () => {
  const { port } = await open({ headMs: 200 })
  expect(await sendRaw(port, '', 3_000)).toEqual({ text: '', isClosed: true })
})

test('a connection is kept for a next request, and not for ever', async () => {
  const { port } = await open({ keepAliveMs: 200 })
  const { text, isClosed } = await sendRaw(port, get('/open'), 3_000)
  expect([statusesIn(text), isClosed]).toEqual([[200], true])
})

test('an answer that takes its time is not given up', async () => {
  const { port } = await open({ stallMs: 200, headMs: 200, requestMs: 400, keepAliveMs: 200 })
  const { text } = await sendRaw(port, get('/slow'), 3_000)
  expect(statusesIn(text)).toEqual([200])
})

test('an answer that nobody reads is given up', async () => {
  const { port, gateway } = await open({ stallMs: 200 })
  const socket = await openSocket(port)
  cleanup.defer(() => void socket.destroy())
  socket.pause()
  socket.write(get('/endless'))
  await expect.poll(() => gateway.openCalls).toBe(1)
  await expect.poll(() => gateway.openCalls).toBe(0)
})

test('connections past the limit are dropped, and those inside are served', async () => {
  const { port } = await open({ connections: 3 })
  const inside = await Promise.all([openSocket(port), openSocket(port)])
  for (const socket of inside) cleanup.defer(() => void socket.destroy())
  const third = await openSocket(port)
  const fourth = await sendRaw(port, get('/open'), 1_000).catch(() => null)
  expect(fourth?.text ?? '').toBe('')
  third.destroy()
  await expect.poll(async () => statusesIn((await sendRaw(port, get('/open'))).text)).toEqual([200])
})

test('past loopback the root secret is asked for, and guessing ends in a 429', async () => {
  const { port } = await open({}, '0.0.0.0')
  const ask = async (secret?: string) => {
    const headers = secret === undefined ? [] : [`Authorization: Bearer ${secret}`]
    const { text } = await sendRaw(port, get('/owned', 'Connection: close', ...headers))
    return statusesIn(text)[0]
  }
  expect([await ask(), await ask('the right root secret')]).toEqual([401, 200])
  for (let guess = 0; guess < 10; guess++) expect(await ask(`guess ${guess}`)).toBe(401)
  expect([await ask('the right root secret'), await ask()]).toEqual([429, 429])
  const { text } = await sendRaw(port, get('/owned', 'Authorization: Bearer x'))
  expect(text).toMatch(/\r\nretry-after: [1-9]\d?\r\n/)
  expect(statusesIn((await sendRaw(port, get('/open'))).text)).toEqual([200])
})
