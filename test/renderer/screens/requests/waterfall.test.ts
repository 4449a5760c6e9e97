import { expect, test } from 'vitest'
import { waterfallOf } from '#renderer/screens/requests/waterfall'

const attempt = {
  worker_id: 'w',
  model: null,
  kind: 'first',
  began_ms: 200,
  first_token_ms: null,
  ended_ms: 500,
  outcome: 'failed',
  error_code: 'worker.cut',
  detail: null,
  worker_then: null,
} as const

test('attempts stand on one axis: the line, the wait for the first token, the answer', () => {
  const second = {
    ...attempt,
    kind: 'retry',
    began_ms: 500,
    first_token_ms: 600,
    ended_ms: 1_000,
  } as const
  expect(waterfallOf({ latency_ms: 1_000, attempts_detail: [attempt, second] })).toEqual({
    totalMs: 1_000,
    line: { left: 0, width: 20 },
    bars: [
      { attempt, waiting: { left: 20, width: 30 }, streaming: null },
      {
        attempt: second,
        waiting: { left: 50, width: 10 },
        streaming: { left: 60, width: 40 },
      },
    ],
    ticks: [
      { ms: 0, left: 0 },
      { ms: 500, left: 50 },
      { ms: 1_000, left: 100 },
    ],
  })
})

test('nothing is drawn of what was not kept', () => {
  expect(waterfallOf({ latency_ms: 1, attempts_detail: null })).toBeNull()
})
