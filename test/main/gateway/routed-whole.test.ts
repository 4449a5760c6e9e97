import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { ChatRouter } from '#main/gateway/chat-router'
import { routedWhole } from '#main/gateway/routed-whole'
import { aCaller } from './a-caller.ts'

type Sink = Parameters<ChatRouter['route']>[1]

const asked = {
  requestId: 'r',
  model: null,
  isStream: false,
  timeoutMs: null,
  caller: aCaller,
  body: () => Buffer.from('{}'),
}

/** Routes one request and lets the test play the worker. */
function routed(signal = new AbortController().signal) {
  const played: { sink?: Sink; isAborted: boolean } = { isAborted: false }
  const router: ChatRouter = {
    route(_request, sink) {
      played.sink = sink
      return {
        resume() {},
        abort() {
          played.isAborted = true
        },
      }
    },
  }
  return { answer: routedWhole(router, asked, signal), played }
}

test('gathers the pieces of an answer', async () => {
  const { answer, played } = routed()
  played.sink?.onHead({ status: 200, headers: {}, workerId: 'w', attempts: 2 })
  played.sink?.onData(Buffer.from('{"a"'))
  played.sink?.onData(Buffer.from(':1}'))
  played.sink?.onEnd()
  expect(await answer).toEqual({
    status: 200,
    workerId: 'w',
    attempts: 2,
    body: Buffer.from('{"a":1}'),
  })
})

test('a client that leaves ends the call', async () => {
  const leaving = new AbortController()
  const { answer, played } = routed(leaving.signal)
  leaving.abort()
  await expect(answer).rejects.toEqual(new FaultError({ code: 'request.cancelled' }))
  expect(played.isAborted).toBe(true)
})

test('an answer without end is not kept', async () => {
  const { answer, played } = routed()
  const piece = Buffer.alloc(1_000_000)
  for (let count = 0; count <= 64; count++) played.sink?.onData(piece)
  await expect(answer).rejects.toMatchObject({ fault: { errorCode: 'answer_too_large' } })
  expect(played.isAborted).toBe(true)
})
