import { seriesFigures } from '#contract/model/series'
import type { Series } from '#renderer/screens/metrics/panel-lines'

/** Two minutes, of which the second says nothing. */
export function aSeries(more: Partial<Series> = {}): Series {
  // Sound: one for each name.
  const columns = Object.fromEntries(
    seriesFigures.map(name => [name, [1, null]]),
  ) as unknown as Series['columns']
  const total = Object.fromEntries(
    seriesFigures.map(name => [name, 1]),
  ) as unknown as Series['total']
  return {
    by: 'none',
    from: '2026-11-22T03:00:00.000Z',
    to: '2026-11-22T03:02:00.000Z',
    step: 60,
    total,
    before: null,
    columns,
    groups: [{ key: 'a1', name: 'Cherry', total, columns }],
    counted_from: null,
    ...more,
  }
}
