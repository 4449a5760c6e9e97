import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { postChat, until } from '#test/fakes/worker-program'
import type { StubLlm } from '../fakes/stub-llm.mjs'
import { inFlight, said, workerWithStub } from './a-served-worker.ts'

const sent = (stub: StubLlm) => Number(stub.stats()['tokens_sent'])

describe('slots', () => {
  test('when all are taken the answer is 429, and each comes back', async () => {
    const { running } = await workerWithStub({ MAX_CONCURRENT_REQUESTS: '2' })
    const slow = [1, 2].map(() => postChat(running, said('[[fault:slow:300]] echo: done')))
    await expect.poll(() => inFlight(running)).toBe(2)
    const refused = await postChat(running, said('echo: x'))
    const answers = await Promise.all(slow)
    const after = await postChat(running, said('echo: after'))
    expect([
      [refused.status, refused.headers.get('retry-after'), refused.body.error.code],
      answers.map(answer => answer.status),
      after.status,
      await inFlight(running),
    ]).toEqual([[429, '1', 'worker_busy'], [200, 200], 200, 0])
  })

  test('none leaks when clients leave, and the model calls stop with them', async () => {
    const { running, stub } = await workerWithStub({ MAX_CONCURRENT_REQUESTS: '3' })
    const faults = ['hang', 'hang-mid-stream', 'slow-stream:100']
    for (let round = 0; round < 5; round++) {
      const leaving = new AbortController()
      const asked = faults.map(fault =>
        fetch(`${running.url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(
            said(`[[fault:${fault}]] count 1 to 100`, { stream: round % 2 === 0 }),
          ),
          signal: leaving.signal,
        }).then(response => response.text()),
      )
      await until(() => stub.stats().in_flight === 3)
      leaving.abort()
      await Promise.allSettled(asked)
      await until(() => stub.stats().in_flight === 0)
      await expect.poll(() => inFlight(running)).toBe(0)
    }
    expect(stub.stats().aborted).toBe(15)
  })

  test('a client that reads nothing makes the provider wait, not the memory grow', async () => {
    const { running, stub } = await workerWithStub()
    const socket = connect(running.port, '127.0.0.1')
    socket.pause()
    const body = JSON.stringify(said('long 200000', { stream: true }))
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    await until(() => stub.stats().in_flight === 1)
    // Until what lies between the two sockets is full.
    let before = -1
    while (sent(stub) !== before) {
      before = sent(stub)
      await new Promise(resolve => setTimeout(resolve, 400))
    }
    socket.destroy()
    await until(() => stub.stats().in_flight === 0)
    expect(before).toBeLessThan(150_000)
  })
})
