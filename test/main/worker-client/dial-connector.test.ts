import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import { type Duplex, duplexPair } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { FaultError } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { wholeAnswer } from '#main/base/whole-answer'
import type { Dial } from '#main/worker-client/dial-connector'
import { WorkerConnection } from '#main/worker-client/worker-connection'
import { scriptedServer } from '#test/fakes/scripted-server'
import { until } from '#test/fakes/worker-program'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** An HTTP server at the other end of streams that are no sockets. */
function serverBehindStreams(answer: RequestListener): Dial & { readonly opened: Duplex[] } {
  const server = createServer(answer)
  const opened: Duplex[] = []
  const dial = async () => {
    const [here, there] = duplexPair()
    opened.push(here)
    server.emit('connection', there)
    return here
  }
  return Object.assign(dial, { opened })
}

function connectionOver(dial: Dial, onSilence = () => {}): WorkerConnection {
  const way = { kind: 'dial', dial, onSilence } as const
  const id = WorkerId.parse('w')
  const connection = new WorkerConnection(id, 'http://127.0.0.1:1', { kind: 'none' }, way)
  cleanup.defer(() => connection.close())
  return connection
}

const request = (path: string, body: Buffer | null = null) =>
  ({ method: body ? 'POST' : 'GET', path, requestId: '', headers: [], body }) as const

async function ask(
  connection: WorkerConnection,
  path = '/',
  body: Buffer | null = null,
  headMs = 2_000,
) {
  // An answer is over a moment before its connection is free again.
  await new Promise(resolve => setTimeout(resolve, 5))
  return wholeAnswer(
    (sent, limits, sink) => connection.send(sent, limits, sink),
    request(path, body),
    { headMs, pieceMs: headMs },
    new AbortController().signal,
  ).then(
    whole => whole.body.toString('utf8'),
    (error: unknown) => (error instanceof FaultError ? error.fault : error),
  )
}

test('speaks HTTP over streams that are no sockets, and keeps one for the next request', async () => {
  const dial = serverBehindStreams((asked, response) => {
    let bytes = 0
    asked.on('data', piece => {
      bytes += piece.length
    })
    asked.on('end', () => response.end(`${asked.method} ${asked.url} ${bytes}`))
  })
  const connection = connectionOver(dial)
  const first = await ask(connection, '/a', Buffer.alloc(1_000_000, 'x'))
  const second = await ask(connection, '/b')
  expect([first, second, dial.opened.length]).toEqual(['POST /a 1000000', 'GET /b 0', 1])
})

test('speaks it over a socket that somebody else opened', async () => {
  const server = await scriptedServer((_asked, response) => response.end('there'))
  cleanup.defer(() => server.close())
  const connection = connectionOver(async () => connect(Number(new URL(server.url).port)))
  expect(await ask(connection)).toBe('there')
})

test('opens as many as there are requests at once, so that none waits behind another', async () => {
  const dial = serverBehindStreams((asked, response) => {
    if (asked.url === '/health') response.end('well')
  })
  const connection = connectionOver(dial)
  for (let slow = 0; slow < 20; slow++) void ask(connection, '/slow')
  expect([await ask(connection, '/health'), dial.opened.length]).toEqual(['well', 21])
})

test('an abort closes the stream at once', async () => {
  const dial = serverBehindStreams((_asked, response) => response.write('on and on'))
  const connection = connectionOver(dial)
  const limits = { headMs: 60_000, pieceMs: 60_000 }
  await new Promise<void>(resolve => {
    const exchange = connection.send(request('/'), limits, {
      onHead() {},
      onData() {
        exchange.abort()
        resolve()
        return true
      },
      onEnd() {},
      onFault() {},
    })
  })
  await until(() => dial.opened[0]?.destroyed === true)
})

test('a reader that waits makes the worker wait', async () => {
  let sent = 0
  const dial = serverBehindStreams((_asked, response) => {
    const piece = Buffer.alloc(16_384)
    const more = () => {
      while (response.write(piece)) sent += piece.length
      sent += piece.length
      if (sent < 50_000_000) response.once('drain', more)
      else response.end()
    }
    more()
  })
  const connection = connectionOver(dial)
  let isWaiting = true
  let received = 0
  let isOver = false
  const exchange = connection.send(
    request('/'),
    { headMs: 2_000, pieceMs: 5_000 },
    {
      onHead() {},
      onData(piece) {
        received += piece.length
        return !isWaiting
      },
      onEnd() {
        isOver = true
      },
      onFault() {},
    },
  )
  await new Promise(resolve => setTimeout(resolve, 200))
  const sentWhileWaiting = sent
  isWaiting = false
  exchange.resume()
  await until(() => isOver)
  expect(sentWhileWaiting).toBeLessThan(1_000_000)
  expect(received).toBe(sent)
})

test('a way that cannot be opened is said in its own words', async () => {
  const connection = connectionOver(() => Promise.reject(new Error('the host refused us')))
  expect(await ask(connection)).toEqual({
    code: 'worker.unreachable',
    workerId: 'w',
    detail: 'the host refused us',
  })
})

test('a stream that is destroyed in the middle of an answer is a cut', async () => {
  const dial = serverBehindStreams((_asked, response) => {
    response.writeHead(200)
    response.write('half')
    setTimeout(() => dial.opened[0]?.destroy(new Error('lost')), 20)
  })
  expect(await ask(connectionOver(dial))).toEqual({ code: 'worker.cut', workerId: 'w' })
})

test('tells whoever keeps the way when a worker says nothing', async () => {
  const onSilence = vi.fn()
  const connection = connectionOver(
    serverBehindStreams(() => {}),
    onSilence,
  )
  expect(await ask(connection, '/', null, 50)).toMatchObject({ code: 'worker.silent' })
  expect(onSilence).toHaveBeenCalledOnce()
})

test('signs with another secret from the next request on', async () => {
  const dial = serverBehindStreams((asked, response) =>
    response.end(/k=([0-9a-f]{8})/.exec(String(asked.headers.authorization))?.[1] ?? 'unsigned'),
  )
  const connection = connectionOver(dial)
  const before = await ask(connection)
  connection.signWith(new Secret('the first of two secrets'))
  const first = await ask(connection)
  connection.signWith(new Secret('the second of two secrets'))
  const second = await ask(connection)
  expect([before, new Set([before, first, second]).size, dial.opened.length]).toEqual([
    'unsigned',
    3,
    1,
  ])
})

test('says of a way through a host that is not open why', async () => {
  const fault = { code: 'host.unreachable', host: 'h', detail: 'no route.' } as const
  const dial = async () => {
    throw new Error('no way', { cause: new FaultError(fault) })
  }
  expect(await ask(connectionOver(dial))).toEqual({
    code: 'worker.unreachable',
    workerId: 'w',
    detail: 'no way',
    way: fault,
  })
})
