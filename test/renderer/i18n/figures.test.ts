import { expect, test } from 'vitest'
import { countText, longTime, measureText, momentText, timeTaken } from '#renderer/i18n/figures'
import { openTranslation } from '#renderer/i18n/translate'

test('says how long something took with two significant digits and a unit', async () => {
  const { t } = await openTranslation('en')
  const times = [0, 4.4, 85, 99.6, 412, 996, 1_314, 9_940, 9_960, 61_000, 125_000]
  expect(times.map(ms => measureText(t, timeTaken(ms)))).toEqual([
    '0 ms',
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
