import { expect, test } from 'vitest'
import type { RequestRecord } from '#main/routing/routed-request'
import type { RouterOptions } from '#main/routing/router'
import { aRouter } from './a-router.ts'
import { type Act, answers, breaks, FakeFleet, FakeWorker, hangs, refuses } from './fake-fleet.ts'

const ms = expect.any(Number)

/** What is told of one request to these workers, each with its acts. */
function recordOf(
  acts: Readonly<Record<string, readonly Act[]>>,
  options: Partial<RouterOptions> = {},
  before: (workers: readonly FakeWorker[]) => void = () => {},
): Promise<RequestRecord> {
  const workers = Object.entries(acts).map(([id, script]) => new FakeWorker(id, ...script))
  before(workers)
  return new Promise(resolve => {
    const router = aRouter({ fleet: new FakeFleet(...workers), onRecord: resolve, ...options })
    const request = {
      requestId: 'r',
      model: 'm',
      isStream: false,
      body: () => Buffer.from('{}'),
      timeoutMs: null,
    }
    router.route(request, {
      onHead() {},
      onData: () => true,
      onEnd() {},
      onFault() {},
    })
  })
}

test('of a request that is served at once nothing is told', async () => {
  expect((await recordOf({ a: [answers('hi')] })).trail).toBeNull()
})

test('each attempt is told with its worker, its times, why it failed and how its worker was then', async () => {
  const { trail } = await recordOf({ a: [refuses(401)], b: [answers('hi')] }, {}, ([a]) => {
    if (a) a.vitals = { cpu_usage: 12, memory_usage: 97, disk_usage: null }
  })
  expect(trail).toEqual({
    waitedMs: 0,
    attempts: [
      {
        workerId: 'a',
        model: 'm',
        kind: 'first',
        beganMs: ms,
        firstTokenMs: null,
        endedMs: ms,
        outcome: 'failed',
        errorCode: 'provider.refused',
        detail: '401: no 401',
        workerThen: { cpu: 12, memory: 97, disk: null, inFlight: 1, slots: 5 },
      },
      {
        workerId: 'b',
        model: 'm',
        kind: 'retry',
        beganMs: ms,
        firstTokenMs: ms,
        endedMs: ms,
        outcome: 'served',
        errorCode: null,
        detail: null,
        workerThen: null,
      },
    ],
  })
  const [first, second] = trail?.attempts ?? []
  expect(second?.beganMs).toBeGreaterThanOrEqual(first?.endedMs ?? Number.NaN)
})

test('a fault is told by its code, and no detail is longer than a line', async () => {
  const { trail } = await recordOf({
    a: [
      breaks({
        code: 'provider.refused',
        status: 502,
        detail: 'x'.repeat(5_000),
        type: 'server_error',
        errorCode: null,
      }),
    ],
  })
  expect(trail?.attempts.map(({ errorCode, detail }) => [errorCode, detail?.length])).toEqual([
    ['provider.refused', 241],
    ['provider.refused', 241],
  ])
})

test('the time in the waiting line is told, though nobody was asked', async () => {
  const limits = { firstTokenMs: 50, chunkMs: 50, wholeMs: 50, waitMs: 50 }
  const record = await recordOf({ a: [hangs] }, { limits }, ([worker]) => {
    if (worker) worker.slots = 0
  })
  expect(record).toMatchObject({ attempts: 0, fault: { code: 'fleet.busy' }, workerId: null })
  expect(record.trail?.attempts).toEqual([])
  expect(record.trail?.waitedMs).toBeGreaterThanOrEqual(45)
})
