import { expect, test } from 'vitest'
import { localTimeText, momentOfLocalTime, zoneText } from '#renderer/ui/local-time'

test('a moment goes into the input and comes back, to the minute and by the clock of this place', () => {
  const moment = new Date(2026, 0, 2, 3, 4).getTime()
  expect(localTimeText(moment + 59_999)).toBe('2026-01-02T03:04')
  expect(momentOfLocalTime('2026-01-02T03:04')).toBe(moment)
})

test('what is no whole date and time is no moment', () => {
  const texts = ['', '2026-01-02', '03:04', '2026-13-02T03:04', 'tomorrow']
  expect(texts.map(momentOfLocalTime)).toEqual([null, null, null, null, null])
})

test('the zone is the one of this place at that moment, summer time included', () => {
  const moment = new Date(2026, 6, 1, 12).getTime()
  const minutes = -new Date(moment).getTimezoneOffset()
  const hours = Math.trunc(Math.abs(minutes) / 60)
  expect(zoneText(moment, 'en')).toMatch(/^(GMT|UTC)/)
  if (minutes !== 0) expect(zoneText(moment, 'en')).toContain(`${minutes < 0 ? '-' : '+'}${hours}`)
})
