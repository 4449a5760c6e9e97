import { expect, test } from 'vitest'
import { panelLines, panelNames, stepTimes } from '#renderer/screens/metrics/panel-lines'
import { aSeries } from './a-series.ts'

test('where nothing is told apart, a panel draws its own figures', () => {
  const lines = panelNames.map(panel => panelLines(panel, aSeries()).length)
  expect(lines).toEqual([2, 1, 2, 3, 2, 1])
  expect(panelLines('load', aSeries())[1]).toEqual({
    kind: 'figure',
    name: 'perSecond',
    values: [1 / 60, 0],
  })
})

test('else a line for each, with the figure by which they are compared', () => {
  expect(panelLines('tokens', aSeries({ by: 'app' }))).toEqual([
    { kind: 'group', key: 'a1', values: [2, 0] },
  ])
  expect(panelLines('latency', aSeries({ by: 'app' }))).toEqual([
    { kind: 'group', key: 'a1', values: [1, null] },
  ])
})

test('steps begin where the answer says', () => {
  expect(stepTimes(aSeries())).toEqual([1_795_316_400, 1_795_316_460])
})
