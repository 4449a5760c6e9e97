import { expect, test } from 'vitest'
import { rateOf, rateText, type Sample, withSample } from '../../../renderer/state/request-rate.ts'

const samples = (...totals: readonly number[]): readonly Sample[] =>
  totals.reduce<readonly Sample[]>(
    (before, total, second) => withSample(before, { at: second * 1_000, total }),
    [],
  )

test('is what came a second, over the last half minute', () => {
  expect(rateOf(samples(0, 5, 10, 15))).toBe(5)
  const burst = samples(...Array.from({ length: 10 }, (_, at) => at * 100), ...Array(60).fill(900))
  expect(rateOf(burst)).toBe(0)
  expect(burst.length).toBeLessThan(33)
})

test('is not known at first, nor right after counting began anew', () => {
  expect(rateOf(samples(7))).toBe(null)
  expect(rateOf(samples(0, 5, 10, 15, 0))).toBe(null)
})

test('is said with one decimal while that tells something', () => {
  expect([0, 0.02, 0.1, 12.44, 99.96, 240.4].map(rateText)).toEqual([
    ...['0', '<0.1', '0.1', '12.4', '100', '240'],
  ])
})
