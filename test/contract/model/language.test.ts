import { expect, test } from 'vitest'
import { languageOf } from '#contract/model/language'

test('speaks the language that the system asks for', () => {
  const tags = [
    'en-GB',
    'zh-CN',
    'zh',
    'zh-TW',
    'zh-HK',
    'zh-Hant-CN',
    'zh-Hans-TW',
    'de',
    'no such',
  ]
  expect(tags.map(languageOf)).toEqual([
    'en',
    'zh-Hans',
    'zh-Hans',
    'zh-Hant',
    'zh-Hant',
    'zh-Hant',
    'zh-Hans',
    'en',
    'en',
  ])
})
