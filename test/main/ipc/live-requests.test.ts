import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { LiveRequestChange } from '#contract/model/live-request'
import type { RequestEntry } from '#contract/model/request-entry'
import { LiveRequests } from '#main/ipc/live-requests'

const worker = WorkerId.parse('fra-1a')
const entry: RequestEntry = {
  requestId: 'r1',
  at: 7,
  appId: 'default',
  route: '/v1/chat/completions',
  modelAsked: 'fast',
  model: 'gpt-5-mini',
  workerId: worker,
  provider: 'openai',
  attempts: 2,
  firstTokenMs: 400,
  latencyMs: 900,
  tokens: null,
  costUsd: 0.01,
  isCacheHit: false,
  outcome: 'served',
  status: 200,
  errorCode: null,
  trail: null,
}

function play(live: LiveRequests): void {
  live.began({ requestId: 'r1', model: 'm'.repeat(1_000) }, 'default')
  live.attempted('r1', worker, 1, 'gpt-5-mini')
  live.over(entry)
}

test('nothing is told while nobody looks', () => {
  const told: LiveRequestChange[] = []
  const live = new LiveRequests(change => told.push(change))
  play(live)
  const stop = live.watch()
  stop()
  play(live)
  expect(told).toEqual([])
})

test('who looks is told of each request, with no more of it than is shown', () => {
  const told: LiveRequestChange[] = []
  const live = new LiveRequests(change => told.push(change))
  live.watch()
  play(live)
  const { requestId, appId, model, workerId, outcome, attempts } = entry
  const { firstTokenMs, latencyMs, tokens, errorCode } = entry
  const ended = { firstTokenMs, latencyMs, tokens, errorCode, failures: [], at: 7 }
  expect(told).toEqual([
    {
      type: 'request.began',
      request: { requestId, at: expect.any(Number), appId, model: 'm'.repeat(256) },
    },
    { type: 'request.attempt', requestId, workerId: worker, model: 'gpt-5-mini', attempt: 1 },
    {
      type: 'request.over',
      request: { requestId, appId, model, workerId, outcome, attempts, ...ended },
    },
  ])
})
