import { expect, test } from 'vitest'
import { settingNames } from '#contract/model/setting'
import {
  sectionNamed,
  sectionNames,
  sectionOf,
  sectionSettings,
} from '#renderer/screens/settings/sections'

test('every setting of the root stands in one part and no other', () => {
  const shown = sectionNames.flatMap(section => sectionSettings[section])
  expect(shown.toSorted()).toEqual(settingNames.toSorted())
})

test('a place may name any part; what it names and is none shows the first that is usual', () => {
  expect([sectionNamed('apps'), sectionNamed('keys'), sectionNamed(undefined)]).toEqual([
    'apps',
    'models',
    'models',
  ])
  expect(sectionOf('hedging')).toBe('routing')
})
