import { expect, test } from 'vitest'
import { changePercent, signed } from '#renderer/screens/metrics/change'

test.each([
  [116, 100, 16, '+16 %'],
  [80, 100, -20, '−20 %'],
  [100, 100, 0, '±0 %'],
] as const)('%i after %i is a change of %i percent', (now, before, percent, text) => {
  expect([changePercent(now, before), signed(percent)]).toEqual([percent, text])
})

test('says nothing where there was nothing, or where the number would be absurd', () => {
  expect([changePercent(5, 0), changePercent(null, 5), changePercent(500, 1)]).toEqual([
    null,
    null,
    null,
  ])
})
