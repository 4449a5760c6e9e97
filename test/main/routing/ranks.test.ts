import { expect, test } from 'vitest'
import { Breakers } from '#main/routing/breakers'
import { CoolDowns } from '#main/routing/cool-downs'
import { type EligibilityQuery, EligibleWorkers } from '#main/routing/eligible'
import { answers, FakeFleet, FakeWorker } from './fake-fleet.ts'

function house(...ranks: readonly number[]) {
  const workers = ranks.map((rank, place) => {
    const worker = new FakeWorker(`w${place}`, answers('hi'))
    worker.rank = rank
    worker.slots = 1
    return worker
  })
  const fleet = new FakeFleet(...workers)
  const now = () => 0
  const breakers = new Breakers(now)
  const eligible = new EligibleWorkers(fleet, breakers, new CoolDowns(now))
  const ids = (query: Partial<EligibilityQuery> = {}) => {
    const found = eligible.find({ capability: 'chat', model: 'm', pin: null, tried: [], ...query })
    return found.kind === 'free' ? found.workers.map(({ id }) => id) : found.kind
  }
  return { workers, breakers, eligible, ids }
}

test('only those of the best rank are asked, as long as one of them can serve', () => {
  const { workers, ids } = house(1, 0, 0, 2)
  const best = ids()
  if (workers[1]) workers[1].isReady = false
  const left = ids()
  workers[2]?.load.take()
  const full = ids()
  if (workers[0]) workers[0].isReady = false
  expect([best, left, full, ids()]).toEqual([['w1', 'w2'], ['w2'], ['w0'], ['w3']])
})

test('when all are full, whatever their rank, the request waits', () => {
  const { workers, ids } = house(0, 1)
  for (const worker of workers) worker.load.take()
  expect(ids()).toBe('later')
})

test('one of a lower rank is asked before one of a better rank that is out of order', () => {
  const { workers, breakers, ids } = house(0, 1)
  for (let times = 0; times < 5; times++) breakers.failed('w0', 'm')
  const backup = ids()
  if (workers[1]) workers[1].isReady = false
  expect([backup, ids()]).toEqual([['w1'], ['w0']])
})

test('a worker that was tried makes room for the next rank', () => {
  const { workers, ids } = house(0, 1)
  const wire = workers[0]?.wire
  expect(ids({ tried: wire ? [wire] : [] })).toEqual(['w1'])
})

test('a preferred worker is asked, whatever its rank, as long as it can serve', () => {
  const { workers, breakers, ids } = house(0, 5)
  const preferred = ids({ prefer: 'w1' })
  for (let times = 0; times < 5; times++) breakers.failed('w1', 'm')
  const broken = ids({ prefer: 'w1' })
  breakers.forget('w1')
  workers[1]?.load.take()
  expect([preferred, broken, ids({ prefer: 'w1' })]).toEqual([['w1'], ['w0'], ['w0']])
})

test('a pinned worker is asked, whatever its rank', () => {
  expect(house(0, 5).ids({ pin: 'w1' })).toEqual(['w1'])
})

test('a new rank holds as soon as the fleet tells of a change', () => {
  const { workers, eligible, ids } = house(0, 0)
  const before = ids()
  if (workers[0]) workers[0].rank = 3
  eligible.fleetChanged()
  expect([before, ids()]).toEqual([['w0', 'w1'], ['w1']])
})
