import { expect, test } from 'vitest'
import { isQuiet, nextTimeAt, QuietHours, type QuietRules } from '#contract/model/quiet-hours'

const at = (hour: number, minute = 0) => new Date(2026, 4, 12, hour, minute).getTime()
const rules: QuietRules = { hours: '22:00-07:00', passesCritical: true, mutedUntil: null }

test('is quiet from the first time until the second, over midnight', () => {
  const quiet = [at(21, 59), at(22), at(23, 30), at(0), at(6, 59), at(7), at(12)].map(moment =>
    isQuiet(rules, moment, false),
  )
  expect(quiet).toEqual([false, true, true, true, true, false, false])
})

test('is quiet within one day as well', () => {
  const lunch = { ...rules, hours: '12:30-13:00' }
  expect([at(12, 29), at(12, 30), at(12, 59), at(13)].map(m => isQuiet(lunch, m, false))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('lets what is critical through where that was chosen', () => {
  expect(isQuiet(rules, at(23), true)).toBe(false)
  expect(isQuiet({ ...rules, passesCritical: false }, at(23), true)).toBe(true)
})

test('is quiet while it is muted, whatever comes', () => {
  const muted = { ...rules, hours: null, mutedUntil: new Date(at(13)).toISOString() }
  expect([at(12), at(13)].map(moment => isQuiet(muted, moment, true))).toEqual([true, false])
})

test('takes two times of day, and nothing else', () => {
  const texts = ['22:00-07:00', '9:00 - 17:30', '22:00-22:00', '24:00-07:00', '22:00', '22:60-7:00']
  expect(texts.map(text => QuietHours.safeParse(text).success)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

test('knows when the clock shows a time next', () => {
  expect(nextTimeAt(7 * 60, at(6))).toBe(at(7))
  expect(nextTimeAt(7 * 60, at(7))).toBe(new Date(2026, 4, 13, 7).getTime())
})
