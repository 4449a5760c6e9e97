import { expect, test } from 'vitest'
import { RecentCrashes } from '#main/window/recent-crashes'

test('three within a minute are too many, however many there were in an hour', () => {
  const crashes = new RecentCrashes()
  expect([0, 40_000, 61_000, 102_000, 110_000].map(now => crashes.add(now))).toEqual([
    ...[false, false, false, false, true],
  ])
  crashes.forget()
  expect(crashes.add(110_001)).toBe(false)
})
