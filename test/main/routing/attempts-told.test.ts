import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { aRouter } from './a-router.ts'
import { answers, breaks, FakeFleet, FakeWorker } from './fake-fleet.ts'

test('tells of each attempt as it begins', async () => {
  const refused = { workerId: WorkerId.parse('a'), detail: 'refused' }
  const breaking = breaks({ code: 'worker.unreachable', ...refused })
  const fleet = new FakeFleet(new FakeWorker('a', breaking), new FakeWorker('b', answers('yes')))
  const began: unknown[] = []
  const router = aRouter({ fleet, onAttempt: (...attempt) => began.push(attempt) })
  const body = () => Buffer.from('{}')
  const request = { requestId: 'r1', model: null, isStream: false, body, timeoutMs: null }
  await new Promise<void>(resolve => {
    const sink = { onHead() {}, onData: () => true, onEnd: resolve, onFault: () => resolve() }
    router.route(request, sink)
  })
  router.close()
  expect(began).toEqual([
    ['r1', 'a', 1, null],
    ['r1', 'b', 2, null],
  ])
})
