import { seriesFigures } from '#contract/model/series'
import { type Series, stepTimes } from './panel-lines.ts'

/** A line for each step of each worker, model or app; of all together where nothing is told apart. */
export function asCsv(series: Series, nameOf: (key: string | null) => string): string {
  const times = stepTimes(series).map(seconds => new Date(seconds * 1_000).toISOString())
  const isSplit = series.by !== 'none'
  const groups = isSplit ? series.groups : [{ key: null, columns: series.columns }]
  const rows = groups.flatMap(({ key, columns }) =>
    times.map((time, at) => [
      time,
      ...(isSplit ? [nameOf(key)] : []),
      ...seriesFigures.map(name => columns[name][at] ?? null),
    ]),
  )
  const head = ['at', ...(isSplit ? [series.by] : []), ...seriesFigures]
  return csvOf([head, ...rows])
}

/** As RFC 4180 has it. What a table program would take for a formula is made a text. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
