import { expect, test } from 'vitest'
import {
  compactCount,
  costText,
  countText,
  longTime,
  measureText,
  momentText,
  momentToTheSecond,
  timeLeft,
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

test('counts down in whole units, rounds up and never stands at 0', async () => {
  const { t } = await openTranslation('zh-Hans')
  const times = [-50, 10, 21_400, 59_001, 240_000, 240_001, 6_100_000, 200_000_000]
  expect(times.map(ms => measureText(t, timeLeft(ms)))).toEqual([
    '1 秒',
    '1 秒',
    '22 秒',
    '1 分钟',
    '4 分钟',
    '5 分钟',
    '2 小时',
    '3 天',
  ])
})

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

test.each([
  [-second, ['1 s ago', '1 秒前']],
  [0, ['1 s ago', '1 秒前']],
  [minute - 1, ['59 s ago', '59 秒前']],
  [minute, ['1 min ago', '1 分钟前']],
  [92 * second, ['1 min ago', '1 分钟前']],
  [2 * minute - 1, ['1 min ago', '1 分钟前']],
  [hour - 1, ['59 min ago', '59 分钟前']],
  [hour, ['1 h ago', '1 小时前']],
  [48 * hour - 1, ['47 h ago', '47 小时前']],
  [48 * hour, ['2 d ago', '2 天前']],
])('%d ms back is told by the units that have passed whole', async (ms, texts) => {
  const languages = await Promise.all([openTranslation('en'), openTranslation('zh-Hans')])
  expect(
    languages.map(({ t }) => t('topology.ago', { time: measureText(t, longTime(ms)) })),
  ).toEqual(texts)
})

test('traditional Chinese says how long ago in its own words', async () => {
  const { t } = await openTranslation('zh-Hant')
  const texts = [92 * second, 3 * hour].map(ms =>
    t('topology.ago', { time: measureText(t, longTime(ms)) }),
  )
  expect(texts).toEqual(['1 分鐘前', '3 小時前'])
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
