import { expect, test } from 'vitest'
import { clockText } from '../../../../renderer/screens/logs/log-words.ts'
import { localDay, momentOf } from '../../../../renderer/screens/logs/moment-of.ts'

test('tells the hour of today to the millisecond, and the day of what is older', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5, 67)
  expect([
    clockText(at.getTime(), new Date(2026, 0, 2, 23).getTime()),
    clockText(at.getTime(), new Date(2026, 0, 3, 0).getTime()),
  ]).toEqual(['03:04:05.067', '01-02 03:04:05'])
})

test('a day and a clock are a moment here, and what is none is null', () => {
  const moment = momentOf('2026-01-02', '10:24')
  expect([moment, momentOf('', '10:24'), localDay(new Date(moment ?? 0))]).toEqual([
    new Date(2026, 0, 2, 10, 24).getTime(),
    null,
    '2026-01-02',
  ])
})
