import { expect, test } from 'vitest'
import { StrategyName } from '#contract/model/strategy'
import { rendezvousOrder } from '#main/routing/rendezvous'
import { strategies } from '#main/routing/strategies/strategies'
import type { Candidate } from '#main/routing/strategies/strategy'

const worker = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  inFlight: 0,
  slots: 5,
  weight: 1,
  latencyMs: null,
  firstTokenMs: null,
  ...more,
})

const choice = { key: 'k', turn: 0, random: Math.random }

/** How often each is picked of so many times. */
function shares(
  name: keyof typeof strategies,
  candidates: readonly Candidate[],
  times = 20_000,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(candidates.map(({ id }) => [id, 0]))
  for (let turn = 0; turn < times; turn++) {
    const id = strategies[name](candidates, { key: `key ${turn}`, turn, random: Math.random })?.id
    if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1 / times
  }
  return counts
}

test.each(Object.entries(strategies))('%s picks nobody from nobody', (_name, strategy) => {
  expect(strategy([], choice)).toBeUndefined()
})

test.each(Object.entries(strategies))('%s picks the only one there is', (_name, strategy) => {
  expect(strategy([worker('a', { inFlight: 4 })], choice)?.id).toBe('a')
})

test.each(StrategyName.options)('%s treats equals alike', name => {
  const equals = ['a', 'b', 'c', 'd'].map(id => worker(id))
  for (const share of Object.values(shares(name, equals))) expect(share).toBeCloseTo(0.25, 1)
})

test('least-connections compares shares of capacity, not counts', () => {
  const candidates = [
    worker('small', { inFlight: 2, slots: 4 }),
    worker('large', { inFlight: 3, slots: 8 }),
  ]
  expect(strategies['least-connections'](candidates, choice)?.id).toBe('large')
})

test('round-robin goes through them in order', () => {
  const candidates = ['a', 'b', 'c'].map(id => worker(id))
  const picked = [0, 1, 2, 3].map(turn =>
    strategies['round-robin'](candidates, { ...choice, turn }),
  )
  expect(picked.map(each => each?.id)).toEqual(['a', 'b', 'c', 'a'])
})

test('weighted goes by weight and by latency', () => {
  const byWeight = shares('weighted', [worker('a', { weight: 3 }), worker('b')])
  const byLatency = shares('weighted', [
    worker('a', { latencyMs: 100 }),
    worker('b', { latencyMs: 300 }),
  ])
  expect(byWeight['a']).toBeCloseTo(0.75, 1)
  expect(byLatency['a']).toBeCloseTo(0.75, 1)
})

test('fastest weighs what is in flight with the time to the first token, and tries the unknown first', () => {
  const slow = worker('slow', { firstTokenMs: 400 })
  const busy = worker('busy', { firstTokenMs: 100, inFlight: 4 })
  const quick = worker('quick', { firstTokenMs: 100, inFlight: 2 })
  expect(strategies.fastest([slow, busy, quick], choice)?.id).toBe('quick')
  expect(strategies.fastest([slow, busy], choice)?.id).toBe('slow')
  expect(strategies.fastest([quick, worker('new')], choice)?.id).toBe('new')
})

test('deterministic keeps a key where it is, and moves only the keys of one that leaves', () => {
  const all = Array.from({ length: 5 }, (_, index) => worker(`w${index}`))
  const keys = Array.from({ length: 2_000 }, (_, index) => `会话 ${index}`)
  const placesAmong = (candidates: readonly Candidate[]) =>
    keys.map(key => strategies.deterministic(candidates, { ...choice, key })?.id)
  const before = placesAmong(all)
  const after = placesAmong(all.filter(({ id }) => id !== 'w3'))
  const moved = before.filter((id, place) => id !== after[place])
  expect(new Set(moved)).toEqual(new Set(['w3']))
  expect(placesAmong([...all].reverse())).toEqual(before)
})

test('deterministic gives a worker its weight of the keys', () => {
  const { a } = shares('deterministic', [worker('a', { weight: 3 }), worker('b')])
  expect(a).toBeCloseTo(0.75, 1)
})

test('the order for a key begins with the one that deterministic picks', () => {
  const all = Array.from({ length: 5 }, (_, index) => worker(`w${index}`))
  const order = rendezvousOrder('k', all).map(({ id }) => id)
  expect(order[0]).toBe(strategies.deterministic(all, choice)?.id)
  expect([...order].sort()).toEqual(all.map(({ id }) => id))
})
