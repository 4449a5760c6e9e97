import { expect, test } from 'vitest'
import { LatencyHistogram } from '#main/store/latency-histogram'

test('says nothing of nothing', () => {
  expect(new LatencyHistogram().quantile(0.5)).toBeNull()
})

test('is right within 1 % from a millisecond to an hour', () => {
  for (const ms of [1, 9.7, 99, 412, 5_120, 61_000, 3_600_000]) {
    const histogram = new LatencyHistogram()
    histogram.add(ms)
    const read = histogram.quantile(0.99) ?? 0
    // What is read out is rounded to a tenth of a millisecond.
    expect(Math.abs(read - ms)).toBeLessThan(ms * 0.01 + 0.05)
  }
})

test('of 100 values, 95 do not exceed the 95th percentile', () => {
  const histogram = new LatencyHistogram()
  for (let ms = 1; ms <= 100; ms++) histogram.add(ms * 10)
  const read = [0.5, 0.95, 0.99, 1].map(share => histogram.quantile(share) ?? 0)
  const exact = [500, 950, 990, 1_000]
  for (const [at, value] of read.entries()) {
    expect(Math.abs(value - (exact[at] ?? 0)) / (exact[at] ?? 1)).toBeLessThan(0.011)
  }
})

test('what lasts longer than anything counts as the longest', () => {
  const histogram = new LatencyHistogram()
  for (const ms of [1e12, 1e9, 0]) histogram.add(ms)
  const [least, longer, longest] = [0.1, 0.5, 1].map(share => histogram.quantile(share))
  expect([least, longer]).toEqual([0.5, longest])
  expect(longest).toBeGreaterThan(3_600_000)
})
