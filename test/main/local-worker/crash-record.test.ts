import { expect, test } from 'vitest'
import { CrashRecord, usualPace } from '#main/local-worker/crash-record'

const waitOf = (record: CrashRecord, now: number, ranMs = 0) => {
  const next = record.add(now, ranMs)
  return next.kind === 'retry' ? next.waitMs : null
}

test('waits twice as long after each crash, with up to a quarter less by chance', () => {
  const record = new CrashRecord(usualPace)
  const waits = [0, 1_000, 2_000, 3_000].map(now => waitOf(record, now) ?? 0)
  for (const [index, most] of [500, 1_000, 2_000, 4_000].entries()) {
    expect(waits[index]).toBeLessThanOrEqual(most)
    expect(waits[index]).toBeGreaterThanOrEqual(most * 0.75)
  }
})

test('the fifth crash within 60 s is the last, and nobody waits from the fourth on', () => {
  const record = new CrashRecord(usualPace)
  const kinds = [0, 10_000, 20_000, 30_000, 59_999].map(now => {
    const next = record.add(now, 0)
    return next.kind === 'retry' ? next.isHopeless : next.kind
  })
  expect(kinds).toEqual([false, false, false, true, 'give-up'])
})

test('crashes that are further apart are started again for ever', () => {
  const record = new CrashRecord(usualPace)
  for (let now = 0; now < 3_600_000; now += 15_001) {
    expect(waitOf(record, now, 10_000)).toBeLessThanOrEqual(30_000)
  }
})

test('a worker that ran for long, or that its owner starts, begins anew', () => {
  const record = new CrashRecord(usualPace)
  for (const now of [0, 1, 2]) record.add(now, 0)
  expect(waitOf(record, 100_000, 61_000)).toBeLessThanOrEqual(500)
  for (const now of [100_001, 100_002, 100_003]) record.add(now, 0)
  record.forget()
  expect(waitOf(record, 100_004)).toBeLessThanOrEqual(500)
})
