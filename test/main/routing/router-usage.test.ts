import { expect, test } from 'vitest'
import type { AnswerSink } from '#main/base/exchange'
import type { RequestRecord } from '#main/routing/routed-request'
import { aRouter } from './a-router.ts'
import { FakeFleet, FakeWorker, streams } from './fake-fleet.ts'

const asked = '{"messages":[1],"stream":true}'
const asking = '{"messages":[1],"stream":true,"stream_options":{"include_usage":true}}'
const text = 'data: {"model":"m","choices":[{"delta":{"content":"hi"}}]}\n\n'
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}\n\n'
const end = 'data: [DONE]\n\n'
const tokens = { prompt: 3, completion: 1, cached: 0, reasoning: 0 }

const refusesField = (sink: AnswerSink) => {
  sink.onHead(400, { 'content-type': 'application/json' })
  sink.onData(Buffer.from('{"error":{"message":"unknown field: stream_options"}}'))
  sink.onEnd()
}

function open(worker: FakeWorker) {
  const records: RequestRecord[] = []
  const fleet = new FakeFleet(worker)
  const router = aRouter({ fleet, onRecord: record => records.push(record) })
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      let heard = ''
      const request = {
        requestId: 'r',
        model: null,
        isStream: true,
        body: () => Buffer.from(asked),
        timeoutMs: null,
      }
      router.route(request, {
        onHead() {},
        onData(piece) {
          heard += piece.toString('utf8')
          return true
        },
        onEnd: () => resolve(heard),
        onFault: fault => reject(new Error(fault.code)),
      })
    })
  return { ask, records }
}

test('asks a plain server for usage and keeps its chunk to itself', async () => {
  const worker = new FakeWorker('a', streams(text, usage + end))
  worker.isOurs = false
  const { ask, records } = open(worker)
  expect({ heard: await ask(), sent: worker.bodies, tokens: records[0]?.tokens }).toEqual({
    heard: text + end,
    sent: [asking],
    tokens,
  })
})

test('leaves the bytes of a worker of ours as they are, both ways', async () => {
  const comment = ': {"model":"m","usage":{"prompt_tokens":3,"completion_tokens":1}}\n\n'
  const worker = new FakeWorker('a', streams(text, comment + end))
  const { ask, records } = open(worker)
  expect({ heard: await ask(), sent: worker.bodies, tokens: records[0]?.tokens }).toEqual({
    heard: text + comment + end,
    sent: [asked],
    tokens,
  })
})

test('a server that refuses the wish is asked again without it, and never again with it', async () => {
  const worker = new FakeWorker('a', refusesField, streams(text + end))
  worker.isOurs = false
  const { ask, records } = open(worker)
  const heard = [await ask(), await ask()]
  expect({ heard, sent: worker.bodies, attempts: records.map(({ attempts }) => attempts) }).toEqual(
    {
      heard: [text + end, text + end],
      sent: [asking, asked, asked],
      attempts: [2, 1],
    },
  )
})
