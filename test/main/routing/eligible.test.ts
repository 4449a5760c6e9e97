import { expect, test } from 'vitest'
import { Breakers } from '#main/routing/breakers'
import { CoolDowns } from '#main/routing/cool-downs'
import { type EligibilityQuery, EligibleWorkers } from '#main/routing/eligible'
import { FakeFleet, FakeWorker } from './fake-fleet.ts'

function find(query: Partial<EligibilityQuery>, ...workers: FakeWorker[]) {
  const now = () => 0
  const eligible = new EligibleWorkers(
    new FakeFleet(...workers),
    new Breakers(now),
    new CoolDowns(now),
  )
  const found = eligible.find({
    ...{ capability: 'chat', model: 'm', pin: null, tried: [] },
    ...query,
  })
  return found.kind === 'free' ? found.workers.map(({ id }) => id as string) : found.kind
}

test('a worker to be avoided is left out, by its id and by its URL', () => {
  const b = new FakeWorker('b')
  b.url = 'http://10.0.0.2:9000'
  expect(find({}, new FakeWorker('a'), b)).toEqual(['a', 'b'])
  expect(find({ avoid: 'b' }, new FakeWorker('a'), b)).toEqual(['a'])
  expect(find({ avoid: 'http://10.0.0.2:9000/' }, new FakeWorker('a'), b)).toEqual(['a'])
  expect(find({ avoid: 'nobody' }, new FakeWorker('a'), b)).toEqual(['a', 'b'])
})

test('avoiding the best rank leads to the next, and avoiding the only one to nobody', () => {
  const best = new FakeWorker('best')
  const next = new FakeWorker('next')
  next.rank = 1
  expect(find({}, best, next)).toEqual(['best'])
  expect(find({ avoid: 'best' }, best, next)).toEqual(['next'])
  expect(find({ avoid: 'best', prefer: 'best' }, best, next)).toEqual(['next'])
  expect(find({ avoid: 'best' }, best)).toBe('nobody')
})

test('one that is about to start is waited for, but not the one to be avoided', () => {
  const starting = new FakeWorker('starting')
  starting.isReady = false
  starting.isStarting = true
  expect(find({ avoid: 'a' }, new FakeWorker('a'), starting)).toBe('later')
  expect(find({ avoid: 'starting' }, starting)).toBe('nobody')
})
