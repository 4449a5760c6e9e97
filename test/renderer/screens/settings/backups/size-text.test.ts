import { expect, test } from 'vitest'
import { sizeText } from '#renderer/screens/settings/backups/size-text'

test('sizes have a unit and at most two significant decimals', () => {
  expect([0, 999, 1_000, 249_856, 999_600, 12_400_000, 1.2e9].map(sizeText)).toEqual([
    '0 B',
    '999 B',
    '1.0 KB',
    '250 KB',
    '1.0 MB',
    '12 MB',
    '1.2 GB',
  ])
})
