import { expect, test } from 'vitest'
import type { Fault } from '#contract/fault'
import { RecentRequests } from '#main/observe/recent-requests'

const overMs = 300_000

const over = (
  at: number,
  more: Partial<Parameters<RecentRequests['record']>[0]> = {},
): Parameters<RecentRequests['record']>[0] => ({
  outcome: 'served',
  fault: null,
  isStream: true,
  at,
  firstTokenMs: 100,
  latencyMs: 0,
  ...more,
})

test('counts what was served and what failed, by when it was over, and forgets it in time', () => {
  const recent = new RecentRequests(overMs, 0)
  recent.record(over(1_000))
  recent.record(over(1_000, { outcome: 'failed', firstTokenMs: null, latencyMs: 100_000 }))
  const sums = [2_000, 102_000, 301_000, 400_000, 500_000].map(now => recent.sum(overMs, now))
  expect(sums.map(({ counted, failed, isWhole }) => [counted, failed, isWhole])).toEqual([
    [1, 0, false],
    [2, 1, false],
    [2, 1, true],
    [1, 1, true],
    [0, 0, true],
  ])
})

test('a place that comes round again begins from nothing', () => {
  const recent = new RecentRequests(10_000, 0)
  for (let at = 0; at < 200_000; at += 1_000) recent.record(over(at))
  expect(recent.sum(10_000, 199_999)).toMatchObject({ counted: 15, streams: 15 })
})

test.each<Fault>([
  { code: 'request.cancelled' },
  { code: 'model.unknown', model: 'x', offered: [] },
  { code: 'app.model-refused', model: 'x', allowed: [] },
  { code: 'root.stopping' },
])('%o is no failure of ours', fault => {
  const recent = new RecentRequests(overMs, 0)
  recent.record(over(0, { outcome: 'failed', fault }))
  recent.record(over(0, { outcome: 'cancelled' }))
  expect(recent.sum(overMs, 0).counted).toBe(0)
})

test('a fleet that is busy or gone is', () => {
  const recent = new RecentRequests(overMs, 0)
  recent.record(over(0, { outcome: 'failed', fault: { code: 'fleet.none-ready' } }))
  expect(recent.sum(overMs, 0)).toMatchObject({ counted: 1, failed: 1 })
})

test('knows the time within which 95 of 100 streams began, to a tenth', () => {
  const recent = new RecentRequests(overMs, 0)
  for (let index = 1; index <= 1_000; index++) recent.record(over(0, { firstTokenMs: index * 20 }))
  recent.record(over(0, { firstTokenMs: 1e9, isStream: false }))
  const { streams, p95FirstTokenMs } = recent.sum(overMs, 0)
  expect(streams).toBe(1_000)
  expect((p95FirstTokenMs ?? 0) / 19_000).toBeGreaterThan(0.91)
  expect((p95FirstTokenMs ?? 0) / 19_000).toBeLessThan(1.1)
})

test.each([0, 0.5, 64, 1e12])('takes a time of %d ms', firstTokenMs => {
  const recent = new RecentRequests(overMs, 0)
  recent.record(over(0, { firstTokenMs }))
  expect(recent.sum(overMs, 0).p95FirstTokenMs).toBeGreaterThan(60)
})
