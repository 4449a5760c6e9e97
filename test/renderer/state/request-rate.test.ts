import { expect, test } from 'vitest'
import { rateText } from '../../../renderer/state/request-rate.ts'

test('is said with one decimal while that tells something', () => {
  expect([0, 0.02, 0.1, 12.44, 99.96, 240.4].map(rateText)).toEqual([
    ...['0', '<0.1', '0.1', '12.4', '100', '240'],
  ])
})
