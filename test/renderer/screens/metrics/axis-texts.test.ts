import { expect, test } from 'vitest'
import { costAxis, timeAxis } from '#renderer/screens/metrics/axis-texts'

const times = (...values: number[]) => timeAxis(values, 'en', unit => unit)

test('an axis of cost has one number of decimals', () => {
  expect(costAxis([0, 0.05, 0.1], 'en')).toEqual(['$0.00', '$0.05', '$0.10'])
  expect(costAxis([0, 0.005, 0.01], 'en')).toEqual(['$0.000', '$0.005', '$0.010'])
  expect(costAxis([0, 20, 40], 'en')).toEqual(['$0.00', '$20.00', '$40.00'])
  expect(costAxis([0, 0.1 + 0.2], 'en')).toEqual(['$0.00', '$0.30'])
})

test('an axis of times has one unit and one number of decimals', () => {
  expect(times(0, 500, 1_000, 1_500)).toEqual(['0', '0.5 s', '1.0 s', '1.5 s'])
  expect(times(0, 20, 40)).toEqual(['0', '20 ms', '40 ms'])
  expect(times(0, 20_000, 40_000)).toEqual(['0', '20 s', '40 s'])
  expect(times(0, 60_000, 120_000)).toEqual(['0', '1 min', '2 min'])
})

test('a mark that is not drawn has no text, and a single one is told whole', () => {
  expect(costAxis([null, 0.25], 'en')).toEqual(['', '$0.25'])
  expect(times(0)).toEqual(['0'])
})
