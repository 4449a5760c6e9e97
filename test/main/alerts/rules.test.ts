import { expect, test } from 'vitest'
import { AlertRules } from '#contract/model/alert-rules'
import { find } from '#main/alerts/find'
import type { Finding } from '#main/alerts/finding'
import type { Seen, SeenRequests } from '#main/alerts/seen'
import { aWorker, noRequests, rules, seen } from './a-seen.ts'

/** `holds`, `critical`, `undecided`, or that all is well. */
function said(more: Partial<Seen>, rule: string): string {
  const found = new Map<string, readonly Finding[]>(find(seen(more), rules))
  const [finding] = found.get(rule) ?? []
  if (!finding) return 'well'
  return finding.state === 'holds' && finding.severity === 'critical' ? 'critical' : finding.state
}

test.each([
  [{ isUp: false, since: 0 }, 59_999, 'undecided'],
  [{ isUp: false, since: 0 }, 60_000, 'holds'],
  [{ isUp: true, since: 0 }, 29_999, 'undecided'],
  [{ isUp: true, since: 0 }, 30_000, 'well'],
] as const)('a worker that is %o after %i ms: %s', (worker, at, wanted) => {
  expect(said({ at, workers: [aWorker(worker)] }, 'offline')).toBe(wanted)
})

test.each<[Partial<SeenRequests>, string]>([
  [{ counted: 10, failed: 3 }, 'holds'],
  [{ counted: 10, failed: 2 }, 'undecided'],
  [{ counted: 10, failed: 1 }, 'well'],
  [{ counted: 9, failed: 9 }, 'undecided'],
  [{ counted: 0 }, 'well'],
  [{ counted: 0, isWhole: false }, 'undecided'],
])('of requests %o the error rate: %s', (requests, wanted) => {
  expect(said({ requests: () => ({ ...noRequests, ...requests }) }, 'error_rate')).toBe(wanted)
})

test.each<[Partial<SeenRequests>, string]>([
  [{ streams: 10, p95FirstTokenMs: 10_001 }, 'holds'],
  [{ streams: 10, p95FirstTokenMs: 10_000 }, 'undecided'],
  [{ streams: 10, p95FirstTokenMs: 8_000 }, 'well'],
  [{ streams: 9, p95FirstTokenMs: 60_000 }, 'undecided'],
  [{ streams: 0 }, 'well'],
  [{ streams: 0, isWhole: false }, 'undecided'],
])('of streams %o the latency: %s', (requests, wanted) => {
  expect(said({ requests: () => ({ ...noRequests, ...requests }) }, 'latency')).toBe(wanted)
})

test.each([
  [7.4, 'well'],
  [7.5, 'undecided'],
  [7.99, 'undecided'],
  [8, 'holds'],
  [9.99, 'holds'],
  [10, 'critical'],
  [11, 'critical'],
])('of a budget of $10 %f are spent: %s', (spentUsd, wanted) => {
  const budgets = [{ appId: 'a', name: 'A', budgetUsd: 10, spentUsd }]
  expect(said({ budgets }, 'budget')).toBe(wanted)
})

const gib = 2 ** 30

test.each([
  [100, 12, 'well'],
  [100, 11.9, 'undecided'],
  [100, 10, 'undecided'],
  [100, 9.9, 'holds'],
  [100, 0.9, 'critical'],
  // A tenth of it is less than a GiB.
  [5, 1.1, 'undecided'],
  [5, 1.3, 'well'],
  [5, 0.9, 'critical'],
])('of a disk of %f GiB %f are free: %s', (total, free, wanted) => {
  const disk = { totalBytes: total * gib, freeBytes: free * gib }
  expect(said({ disk }, 'disk')).toBe(wanted)
})

test('a disk that cannot be looked at leaves things as they are', () => {
  expect(said({ disk: null }, 'disk')).toBe('undecided')
})

const p95 = { cpu: 3, network: 0.1, memory: null }
test.each([
  [true, 'holds'],
  [null, 'undecided'],
  [false, 'well'],
])('of a free machine that is near to being stopped (%s): %s', (isNear, wanted) => {
  expect(said({ idle: [{ hostId: 'h', name: 'H', isNear, p95 }] }, 'idle')).toBe(wanted)
})

test('asks for the time that each rule is set to, and says nothing for a rule that is off', () => {
  const asked: number[] = []
  const requests = (overMs: number) => {
    asked.push(overMs)
    return noRequests
  }
  const text = { idle: false, offline: false, disk: false, latency: { over_seconds: 60 } }
  const found = find(seen({ requests }), AlertRules.parse(text))
  expect({ asked, rules: [...found.keys()] }).toEqual({
    asked: [300_000, 60_000],
    rules: ['error_rate', 'latency', 'budget'],
  })
})
