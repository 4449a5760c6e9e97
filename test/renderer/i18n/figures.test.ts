import { expect, test } from 'vitest'
import {
  compactCount,
  costText,
  countText,
  longTime,
  measureText,
  momentText,
  momentToTheSecond,
  timeTaken,
} from '#renderer/i18n/figures'
import { openTranslation } from '#renderer/i18n/translate'

test('says how long something took with two significant digits and a unit', async () => {
  const { t } = await openTranslation('en')
  const times = [0, 0.02, 0.31, 4.4, 85, 99.6, 412, 996, 1_314, 9_940, 9_960, 61_000, 125_000]
  expect(times.map(ms => measureText(t, timeTaken(ms)))).toEqual([
    '0 ms',
    '0.1 ms',
    '0.3 ms',
    '4 ms',
    '85 ms',
    '0.10 s',
    '0.41 s',
    '1.0 s',
    '1.3 s',
    '9.9 s',
    '10 s',
    '61 s',
    '2 min',
  ])
})

test('counts down in whole units and never stands at 0', async () => {
  const { t } = await openTranslation('zh-Hans')
  const times = [-50, 10, 21_400, 240_000, 6_100_000, 200_000_000]
  expect(times.map(ms => measureText(t, longTime(ms)))).toEqual([
    '1 秒',
    '1 秒',
    '22 秒',
    '4 分钟',
    '2 小时',
    '2 天',
  ])
})

test('groups large counts', () => {
  expect(['en', 'zh-Hans', 'zh-Hant'].map(language => countText(41_208, language))).toEqual([
    '41,208',
    '41,208',
    '41,208',
  ])
})

test('says the hour of today and the day of what is older', () => {
  const now = new Date(2026, 4, 20, 15, 0).getTime()
  const moments = [new Date(2026, 4, 20, 9, 5), new Date(2026, 4, 18), new Date(2025, 11, 31)]
  expect(moments.map(moment => momentText(moment.getTime(), now, 'en'))).toEqual([
    '09:05',
    'May 18',
    'Dec 31, 2025',
  ])
})

test.each([
  [0, '$0.00'],
  [0.00114, '$0.0011'],
  [0.03, '$0.030'],
  [0.1, '$0.10'],
  [1_234.5, '$1,234.50'],
])('%d dollars are %s', (usd, text) => {
  expect(costText(usd, 'en')).toBe(text)
})

test.each([
  [0.0333, '0.033'],
  [41, '41'],
  [6_412, '6,412'],
  [3_123_200, '3.1M'],
])('%d is told as %s', (count, text) => {
  expect(compactCount(count, 'en')).toBe(text)
})

test('a moment is told to the second, with its day where that is not today', () => {
  const noon = new Date(2026, 4, 20, 12, 0, 5).getTime()
  expect([
    momentToTheSecond(noon, 'en', noon),
    momentToTheSecond(noon, 'en', noon + 2 * 86_400_000),
  ]).toEqual(['12:00:05', '5/20 12:00:05'])
})
