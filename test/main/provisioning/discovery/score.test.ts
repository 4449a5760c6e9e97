import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scoreOf } from '#main/provisioning/discovery/score'
import { aHost } from '#test/fakes/a-host'
import { healthyFacts } from './healthy-facts.ts'

test('says what each part comes to and why', () => {
  const host = aHost('small', { region: 'eu-frankfurt-1', monthlyCost: 0 })
  expect(scoreOf(host, healthyFacts(), ['eu-frankfurt-1'])).toEqual({
    total: 80,
    parts: [
      { name: 'latency', points: 19, most: 30, why: 'It answers in 40 ms.' },
      {
        name: 'resources',
        points: 31,
        most: 40,
        why: '5.0 GB of memory and 40.0 GB of disk are free; 1 processor is 90 % idle.',
      },
      { name: 'region', points: 15, most: 15, why: 'eu-frankfurt-1 is a preferred region.' },
      { name: 'cost', points: 15, most: 15, why: 'It costs nothing.' },
    ],
  })
})

const places = ['near', 'far', null] as const
const situation = fc.record({
  roundTripMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
  cpus: fc.integer({ min: 1, max: 256 }),
  load1: fc.double({ min: 0, max: 500, noNaN: true }),
  memory: fc.integer({ min: 0, max: 64e9 }),
  disk: fc.integer({ min: 0, max: 500e9 }),
  region: fc.constantFrom(...places),
  monthlyCost: fc.option(fc.double({ min: 0, max: 1_000, noNaN: true })),
})
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

function total({ region, monthlyCost, memory, disk, ...rest }: Situation): number {
  const facts = {
    ...rest,
    memory: { total: memory, available: memory },
    disk: { total: disk, free: disk },
  }
  return scoreOf({ region, monthlyCost }, facts, ['near']).total
}

test('lies from 0 to 100 and is the sum of its parts, which stay within theirs', () => {
  fc.assert(
    fc.property(situation, fc.boolean(), (one, hasWish) => {
      const { total, parts } = scoreOf(
        one,
        {
          ...one,
          memory: { total: one.memory, available: one.memory },
          disk: { total: one.disk, free: one.disk },
        },
        hasWish ? ['near'] : [],
      )
      expect(parts.reduce((sum, { most }) => sum + most, 0)).toBe(100)
      expect(parts.every(({ points, most }) => points >= 0 && points <= most)).toBe(true)
      expect(total).toBe(parts.reduce((sum, { points }) => sum + points, 0))
    }),
  )
})

test.each([
  ['roundTripMs', -1],
  ['cpus', 1],
  ['load1', -1],
  ['memory', 1],
  ['disk', 1],
] as const)('a better %s never scores lower', (name, direction) => {
  fc.assert(
    fc.property(situation, situation, (one, other) => {
      const better = Math.sign(other[name] - one[name]) === direction ? other : one
      const worse = better === other ? one : other
      expect(total({ ...one, [name]: better[name] })).toBeGreaterThanOrEqual(
        total({ ...one, [name]: worse[name] }),
      )
    }),
  )
})

test('a lower price never scores lower, and an unknown one counts as ten dollars', () => {
  const price = fc.double({ min: 0, max: 1_000, noNaN: true })
  fc.assert(
    fc.property(situation, price, price, (one, a, b) => {
      expect(total({ ...one, monthlyCost: Math.min(a, b) })).toBeGreaterThanOrEqual(
        total({ ...one, monthlyCost: Math.max(a, b) }),
      )
      expect(total({ ...one, monthlyCost: null })).toBe(total({ ...one, monthlyCost: 10 }))
    }),
  )
})

test('a preferred region comes before an unknown one, and that before another', () => {
  fc.assert(
    fc.property(situation, one => {
      const [near, far, unknown] = places.map(region => total({ ...one, region }))
      expect(near).toBeGreaterThan(unknown ?? Number.NaN)
      expect(unknown).toBeGreaterThan(far ?? Number.NaN)
    }),
  )
})
