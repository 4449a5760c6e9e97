import { expect, test } from 'vitest'
import { Breakers } from '#main/routing/breakers'
import { CoolDowns } from '#main/routing/cool-downs'
import { RetryBudget } from '#main/routing/retry-budget'

function open() {
  const clock = { now: 0 }
  return {
    clock,
    breakers: new Breakers(
      () => clock.now,
      () => 0.5,
    ),
  }
}

const times = (count: number, act: () => void) => {
  for (let time = 0; time < count; time++) act()
}

test('opens after five faults in a row, for that model of that worker alone', () => {
  const { breakers } = open()
  times(4, () => breakers.failed('a', 'm'))
  const before = breakers.state('a', 'm')
  breakers.failed('a', 'm')
  expect([
    before,
    breakers.state('a', 'm'),
    breakers.state('a', 'other'),
    breakers.state('b', 'm'),
    breakers.openOf('a'),
  ]).toEqual(['closed', 'open', 'closed', 'closed', ['m']])
})

test('opens when half of what came within a minute failed, though never five in a row', () => {
  const { breakers } = open()
  times(3, () => {
    breakers.failed('a', 'm')
    breakers.served('a', 'm')
  })
  expect(breakers.state('a', 'm')).toBe('open')
})

test('forgets faults that are older than a minute', () => {
  const { breakers, clock } = open()
  times(4, () => breakers.failed('a', 'm'))
  breakers.served('a', 'm')
  clock.now = 61_000
  breakers.served('a', 'm')
  expect(breakers.areQuiet).toBe(true)
})

test('lets one request at a time find out, and closes when that is served', () => {
  const { breakers, clock } = open()
  times(5, () => breakers.failed('a', 'm'))
  clock.now = 5_000
  const first = breakers.state('a', 'm')
  breakers.began('a', 'm')
  const meanwhile = breakers.state('a', 'm')
  breakers.served('a', 'm')
  expect([first, meanwhile, breakers.state('a', 'm'), breakers.areQuiet]).toEqual([
    'probe',
    'open',
    'closed',
    true,
  ])
})

test('a probe whose client left does not keep the next from probing', () => {
  const { breakers, clock } = open()
  times(5, () => breakers.failed('a', 'm'))
  clock.now = 5_000
  breakers.began('a', 'm')
  breakers.cancelled('a', 'm')
  expect(breakers.state('a', 'm')).toBe('probe')
})

test('stays open longer each time, and never so long that a recovery goes unseen for 30 s', () => {
  const { breakers, clock } = open()
  times(5, () => breakers.failed('a', 'm'))
  const openFor: number[] = []
  times(6, () => {
    const from = clock.now
    while (breakers.state('a', 'm') === 'open') clock.now += 100
    openFor.push(clock.now - from)
    breakers.began('a', 'm')
    breakers.failed('a', 'm')
  })
  expect(openFor).toEqual([5_000, 10_000, 20_000, 25_000, 25_000, 25_000])
})

test('a cool-down lasts as long as was asked, and a shorter one does not cut it', () => {
  const clock = { now: 0 }
  const coolDowns = new CoolDowns(() => clock.now)
  coolDowns.begin('a', 'm', 5_000)
  coolDowns.begin('a', 'm', 1_000)
  clock.now = 2_000
  const left = [coolDowns.leftMs('a', 'm'), coolDowns.leftMs('a', 'n')]
  clock.now = 5_000
  expect([left, coolDowns.leftMs('a', 'm'), coolDowns.areNone]).toEqual([[3_000, 0], 0, true])
})

test('retries are a fifth of the requests, and one a second whatever happens', () => {
  const clock = { now: 0 }
  const budget = new RetryBudget(() => clock.now)
  const taken = () => {
    let count = 0
    while (budget.take()) count++
    return count
  }
  const reserve = taken()
  times(100, () => budget.deposit())
  const share = taken()
  clock.now = 3_000
  expect([reserve, share, taken()]).toEqual([100, 20, 3])
})
