import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { wholeAnswer } from '#main/base/whole-answer'
import { Signer } from '#main/worker-client/sign'
import { type Credentials, WorkerConnection } from '#main/worker-client/worker-connection'
import { scriptedServer } from '#test/fakes/scripted-server'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const none: Credentials = { kind: 'none' }

async function ask(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  { credentials = none, path = '', silenceMs = 2_000, body = '{"a":"你好"}' } = {},
) {
  const server = await scriptedServer(answer)
  cleanup.defer(() => server.close())
  const connection = new WorkerConnection(WorkerId.parse('w'), server.url + path, credentials)
  cleanup.defer(() => connection.close())
  return wholeAnswer(
    (request, limits, sink) => connection.send(request, limits, sink),
    { method: 'POST', path: '/v1/x', requestId: 'mine-1', headers: [], body: Buffer.from(body) },
    { headMs: silenceMs, pieceMs: silenceMs },
    new AbortController().signal,
  ).then(
    whole => ({ status: whole.status, text: whole.body.toString('utf8') }),
    (error: unknown) => (error instanceof FaultError ? error.fault.code : error),
  )
}

test('sends the request and gathers the answer', async () => {
  const found = await ask(
    (request, response) => {
      let text = ''
      request.on('data', piece => {
        text += piece
      })
      request.on('end', () => response.end(`${request.method} ${request.url} ${text}`))
    },
    { path: '/base/' },
  )
  expect(found).toEqual({ status: 200, text: 'POST /base/v1/x {"a":"你好"}' })
})

test.each(['{"a":"你好"}', `{"a":"${'你好'.repeat(30_000)}"}`])(
  'signs method, path, time, a fresh nonce and the body, as the contract says (%#)',
  async body => {
    const secret = 'a secret of the root'
    const found = await ask(
      (request, response) => {
        const header = String(request.headers.authorization)
        const form = /^Banyan k=([0-9a-f]{8}),t=(\d+),n=([\w-]+),r=mine-1,v1=([0-9a-f]{64})$/
        const [, keyId, timestamp, nonce, signature] = form.exec(header) ?? []
        const text = `POST\n/v1/x\n${timestamp}\n${nonce}\nmine-1\n${body}`
        const expected = createHmac('sha256', secret).update(text).digest('hex')
        const expectedKeyId = createHash('sha256').update(secret).digest('hex').slice(0, 8)
        response.end(`${signature === expected} ${keyId === expectedKeyId}`)
      },
      { credentials: { kind: 'signed', signer: new Signer(new Secret(secret)) }, body },
    )
    expect(found).toEqual({ status: 200, text: 'true true' })
  },
)

test('a plain server gets its own key and no signature', async () => {
  const found = await ask(
    (request, response) =>
      response.end(`${request.headers.authorization} ${request.headers['x-request-id']}`),
    { credentials: { kind: 'bearer', key: new Secret('sk-1') } },
  )
  expect(found).toEqual({ status: 200, text: 'Bearer sk-1 mine-1' })
})

test('tells a reset before the head from a cut after it, and both from silence', async () => {
  const reset = await ask((_request, response) => response.destroy())
  const cut = await ask((_request, response) => {
    response.writeHead(200)
    response.write('half')
    setTimeout(() => response.destroy(), 20)
  })
  const silent = await ask(() => {}, { silenceMs: 100 })
  expect([reset, cut, silent]).toEqual(['worker.unreachable', 'worker.cut', 'worker.silent'])
})

test('a worker that is not there is unreachable', async () => {
  const server = await scriptedServer(() => {})
  await server.close()
  const connection = new WorkerConnection(WorkerId.parse('w'), server.url, none)
  cleanup.defer(() => connection.close())
  const asked = wholeAnswer(
    (request, limits, sink) => connection.send(request, limits, sink),
    { method: 'GET', path: '/health', requestId: '', headers: [], body: null },
    { headMs: 1_000, pieceMs: 1_000 },
    new AbortController().signal,
  )
  await expect(asked).rejects.toMatchObject({ fault: { code: 'worker.unreachable' } })
})
