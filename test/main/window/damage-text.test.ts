import { expect, test } from 'vitest'
import { damageText } from '#main/window/damage-text'

test('offers the backup by name in the system’s language', () => {
  const offers = ['de', 'zh-CN', 'zh-Hant-HK'].map(language => damageText(language).restore('b.db'))
  expect(offers).toEqual(['Restore b.db', '恢复 b.db', '還原 b.db'])
})
