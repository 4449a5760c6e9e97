import { expect, test } from 'vitest'
import { localDay, nextMidnight } from '#main/base/local-day'

test('the day changes at midnight here, both ways', () => {
  const noon = new Date(2026, 10, 21, 12).getTime()
  const midnight = nextMidnight(noon)
  expect([noon, midnight - 1, midnight, midnight - 1, noon - 86_400_000].map(localDay)).toEqual([
    '2026-11-21',
    '2026-11-21',
    '2026-11-22',
    '2026-11-21',
    '2026-11-20',
  ])
})
