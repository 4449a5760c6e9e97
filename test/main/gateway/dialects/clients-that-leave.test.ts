import { connect } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import type { ChatRouter } from '#main/gateway/chat-router'
import { chunk } from './chunks.ts'
import { openGateway } from './open-gateway.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

type Sink = Parameters<ChatRouter['route']>[1]

/** A router that answers only as the test says, and remembers what it was told. */
class HeldRouter implements ChatRouter {
  aborts = 0
  resumes = 0
  #tell: (sink: Sink) => void = () => {}
  readonly asked = new Promise<Sink>(resolve => {
    this.#tell = resolve
  })

  route(_request: Parameters<ChatRouter['route']>[0], sink: Sink) {
    this.#tell(sink)
    return {
      abort: () => {
        this.aborts++
      },
      resume: () => {
        this.resumes++
      },
    }
  }
}

const head = { status: 200, headers: {}, workerId: 'a', attempts: 1 }
const piece = Buffer.from(`data: ${JSON.stringify(chunk({ content: 'x'.repeat(60_000) }))}\n\n`)
const dialects = [
  ['/v1/completions', { model: 'm', prompt: 'x' }],
  ['/v1/responses', { model: 'm', input: 'x' }],
  ['/v1/messages', { model: 'm', messages: [{ role: 'user', content: 'x' }], max_tokens: 9 }],
  ['/api/chat', { model: 'm', messages: [{ role: 'user', content: 'x' }] }],
] as const

test.each(
  dialects.flatMap(([path, body]) => [true, false].map(stream => [path, stream, body] as const)),
)('a client of %s (streamed: %s) that leaves ends the attempt once', async (path, stream, body) => {
  const router = new HeldRouter()
  const url = await openGateway(cleanup, router)
  const leaving = new AbortController()
  const asked = fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, stream }),
    signal: leaving.signal,
  })
  const sink = await router.asked
  if (stream) {
    sink.onHead(head)
    sink.onData(piece)
    await asked
  }
  leaving.abort()
  await asked.catch(() => {})
  await expect.poll(() => router.aborts).toBe(1)
})

test.each(dialects)(
  'a client of %s that reads nothing makes the worker wait',
  async (path, body) => {
    const router = new HeldRouter()
    const { port } = new URL(await openGateway(cleanup, router))
    const text = JSON.stringify({ ...body, stream: true })
    const socket = connect(Number(port), '127.0.0.1')
    cleanup.defer(() => void socket.destroy())
    socket.pause()
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    )
    const sink = await router.asked
    sink.onHead(head)
    let sent = 0
    while (sent < 1_000 && sink.onData(piece)) sent++
    expect(sent).toBeLessThan(1_000)
    socket.resume()
    await expect.poll(() => router.resumes).toBeGreaterThan(0)
  },
)
