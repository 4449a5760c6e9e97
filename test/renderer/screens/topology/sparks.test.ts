import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { LiveRequestChange } from '#contract/model/live-request'
import { Sparks } from '#renderer/screens/topology/sparks'

const worker = (id: string) => WorkerId.parse(id)
const began = (requestId: string): LiveRequestChange => ({
  type: 'request.began',
  request: { requestId, at: 0, appId: 'cherry', model: null },
})
const attempt = (requestId: string, to: string, number: number): LiveRequestChange => ({
  ...{ type: 'request.attempt', requestId, workerId: worker(to), model: null },
  attempt: number,
})
const over = (
  requestId: string,
  outcome: 'served' | 'failed' | 'refused',
  attempts: number,
  workerId: string | null,
): LiveRequestChange => ({
  type: 'request.over',
  request: {
    ...{ requestId, at: 0, appId: 'cherry', model: null, workerId, outcome, attempts },
    ...{ firstTokenMs: null, latencyMs: 5, tokens: null, errorCode: null, failures: [] },
  },
})

function seenAt(sparks: Sparks, now: number) {
  const seen: string[] = []
  sparks.each(now, ({ look, appId, workerId, isBack }, share) => {
    seen.push(`${look} ${appId ?? workerId}${isBack ? ' back' : ''} ${share.toFixed(1)}`)
  })
  return seen
}

test('a request goes from its app to the root, then to its worker, and its answer the way back', () => {
  const sparks = new Sparks()
  for (const change of [began('r'), attempt('r', 'fra', 1), over('r', 'served', 1, 'fra')]) {
    sparks.take(change, 0)
  }
  const moments = [280, 840, 1_400, 1_960]
  expect(moments.map(now => seenAt(sparks, now))).toEqual([
    ['going cherry 0.5'],
    ['going fra 0.5'],
    ['served fra back 0.5'],
    ['served cherry back 0.5'],
  ])
  expect(seenAt(sparks, 2_300)).toEqual([])
  expect(sparks.count).toBe(0)
})

test('another attempt is a triangle, a failure a cross, a refusal never sees a worker', () => {
  const sparks = new Sparks()
  sparks.take(attempt('r', 'nrt', 2), 0)
  sparks.take(over('x', 'failed', 1, 'old'), 0)
  sparks.take(over('y', 'refused', 0, null), 0)
  expect(seenAt(sparks, 280)).toEqual([
    'rescued nrt 0.5',
    'failed old back 0.5',
    'failed cherry back 0.5',
  ])
})

test('what finds no room is counted, and room comes back', () => {
  const sparks = new Sparks()
  for (let each = 0; each < 280; each++) sparks.take(began(`r${each}`), 0)
  expect([sparks.count, sparks.takeUnshown(), sparks.takeUnshown()]).toEqual([240, 40, 0])
  seenAt(sparks, 1_000)
  sparks.take(began('later'), 1_000)
  expect(sparks.count).toBe(1)
})

test('a spark goes on to the provider that is known, and comes back from there', () => {
  const sparks = new Sparks(() => 'openai')
  const legs = (now: number) => {
    const seen: string[] = []
    sparks.each(now, ({ appId, workerId, provider, isBack }) => {
      seen.push(`${appId ?? provider ?? workerId}${isBack ? ' back' : ''}`)
    })
    return seen
  }
  sparks.take(began('r1'), 0)
  sparks.take(attempt('r1', 'fra', 1), 0)
  expect([legs(100), legs(700), legs(1_300)]).toEqual([['cherry'], ['fra'], ['openai']])
  sparks.take(over('r1', 'served', 1, 'fra'), 2_000)
  expect([legs(2_100), legs(2_700), legs(3_300)]).toEqual([
    ['openai back'],
    ['fra back'],
    ['cherry back'],
  ])
})
