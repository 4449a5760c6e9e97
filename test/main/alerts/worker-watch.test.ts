import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { Worker, WorkerPhase } from '#contract/model/worker'
import { WorkerWatch } from '#main/alerts/worker-watch'

const worker = (phase: WorkerPhase): Worker => ({
  id: WorkerId.parse('w'),
  name: 'W',
  origin: 'saved',
  transport: 'http',
  hostName: null,
  url: 'http://w',
  phase,
  version: null,
  slots: 1,
  weight: 1,
  priority: 0,
  role: 'worker',
  vitals: null,
  providers: [],
  models: [],
  defaultModel: null,
  load: { inFlight: 0, served: 0, failed: 0, latencyMs: null, firstTokenMs: null },
})

const offline = (since: number, text = 'why'): WorkerPhase => ({
  name: 'offline',
  since,
  reason: { kind: 'told', text },
  retryAt: null,
})

test('one that is started again and again is down all the while', () => {
  const watch = new WorkerWatch()
  const phases: readonly WorkerPhase[] = [
    { name: 'healthy', since: 1 },
    { name: 'starting' },
    offline(15),
    { name: 'starting' },
    offline(25),
    { name: 'draining', since: 27 },
    { name: 'healthy', since: 28 },
  ]
  const seen = phases.flatMap((phase, index) => watch.look([worker(phase)], index * 5))
  expect(seen.map(({ isUp, since }) => [isUp, since])).toEqual([
    [true, 1],
    [false, 5],
    [false, 5],
    [false, 5],
    [false, 5],
    [true, 27],
    [true, 27],
  ])
})

test('says why it is offline, however long it talks about it', () => {
  const [seen] = new WorkerWatch().look([worker(offline(1, 'x'.repeat(10_000)))], 5)
  expect(seen?.reason).toBe('x'.repeat(200))
})

test('one that was removed and is back is a new one', () => {
  const watch = new WorkerWatch()
  watch.look([worker({ name: 'starting' })], 5)
  watch.look([], 10)
  expect(watch.look([worker({ name: 'starting' })], 15)).toMatchObject([{ since: 15 }])
})
