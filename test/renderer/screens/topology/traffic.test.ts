import { expect, test } from 'vitest'
import type { AnswerOf } from '#contract/http/operations'
import { WorkerId } from '#contract/ids'
import type { Change } from '#contract/ipc/changes'
import { seriesFigures } from '#contract/model/series'
import { Traffic } from '#renderer/screens/topology/traffic'

const start = 1_800_000_000_000

function aTraffic() {
  const clock = { now: start }
  return { clock, traffic: new Traffic(() => clock.now) }
}

function whole(requestId: string, at: number, outcome: 'served' | 'failed' = 'served'): Change[] {
  const workerId = WorkerId.parse('fra')
  const request = { requestId, at, appId: 'cherry', model: 'm' }
  const ended = { firstTokenMs: 5, latencyMs: 9, tokens: null, errorCode: null, failures: [] }
  return [
    { type: 'request.began', request },
    { type: 'request.attempt', requestId, workerId, model: 'm', attempt: 1 },
    { type: 'request.over', request: { ...request, ...ended, workerId, outcome, attempts: 1 } },
  ]
}

/** What one app asked, minute by minute from then on. */
function past(from: number, requests: readonly number[], counted_from: string | null = null) {
  const none = Object.fromEntries(seriesFigures.map(name => [name, null]))
  const columns = Object.fromEntries(seriesFigures.map(name => [name, requests.map(() => null)]))
  const counted = { ...columns, requests, failed: requests.map(() => 0) }
  // Sound: one for each figure.
  return {
    ...{ by: 'app', from: new Date(from).toISOString(), to: new Date(start).toISOString() },
    ...{ step: 60, total: none, before: null, columns: counted, counted_from },
    groups: [{ key: 'webui', name: 'Open WebUI', total: none, columns: counted }],
  } as unknown as AnswerOf<'getMetricsSeries'>
}

test('what providers answered before the window looked is known', () => {
  const { traffic } = aTraffic()
  const from = start - 3 * 60_000
  const answered = past(from, [1, 2, 0])
  const [group] = answered.groups
  const times = { ...group?.total, first_token_p50_ms: 410 }
  const groups = ['gemini', '', 'of-tomorrow'].map(key => ({ ...group, key, total: times }))
  const failing = { ...group, key: 'openai', columns: { ...group?.columns, failed: [1, 2, 0] } }
  const told = { ...answered, by: 'provider', groups: [...groups, failing] }
  // Sound: one for each figure.
  traffic.addPastOfProviders(told as unknown as AnswerOf<'getMetricsSeries'>)
  expect(traffic.store.getState().providers).toEqual({
    gemini: { servedAt: from + 2 * 60_000, firstTokenMs: 410, trouble: null },
  })
})

test('rates are over the last ten seconds, or over as many as are known', () => {
  const { clock, traffic } = aTraffic()
  for (let each = 0; each < 10; each++) traffic.take(whole(`r${each}`, start))
  clock.now += 1_000
  traffic.publish()
  const soon = traffic.store.getState()
  clock.now += 20_000
  traffic.publish()
  expect([soon.rate, soon.appRates, soon.workerRates]).toEqual([5, { cherry: 5 }, { fra: 5 }])
  expect(traffic.store.getState().rate).toBe(0)
})

test('what is under way is known with its worker until it is over', () => {
  const { traffic } = aTraffic()
  const [began, attempt, over] = whole('r1', start)
  traffic.take([began, attempt].filter(change => change !== undefined))
  traffic.publish()
  expect(traffic.store.getState().going).toMatchObject([
    { requestId: 'r1', appId: 'cherry', workerId: 'fra', attempt: 1 },
  ])
  traffic.take(over ? [over] : [])
  traffic.publish()
  expect(traffic.store.getState()).toMatchObject({ going: [], over: [{ requestId: 'r1' }] })
})

test('a request that was told and counted counts once, and minutes that nobody counted are unknown', () => {
  const { clock, traffic } = aTraffic()
  clock.now += 30_000
  traffic.take(whole('r1', clock.now, 'failed'))
  const from = start - 10 * 60_000
  const counted = [0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1]
  traffic.addPast(past(from, counted, new Date(from).toISOString()))
  const { minutes, appsHeard } = traffic.store.getState()
  expect(minutes.at(-1)).toEqual({ requests: 1, failed: 1 })
  expect(minutes.at(-10)).toEqual({ requests: 4, failed: 0 })
  expect(minutes.filter(minute => minute && minute.requests > 0)).toHaveLength(2)
  expect(minutes[0]).toBeNull()
  expect(appsHeard).toEqual({ cherry: clock.now, webui: clock.now })
  expect(traffic.knowsPast).toBe(true)
})
