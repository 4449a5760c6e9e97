import {
  type Series,
  type SeriesColumns,
  type SeriesFigure,
  type SeriesFilter,
  type SeriesQuery,
  type SeriesTotal,
  seriesFigures,
} from '#contract/model/series'
import type { RequestColumns } from './request-columns.ts'
import { SeriesCell } from './series-cell.ts'

const filterKeys = ['worker', 'provider', 'model', 'app'] as const

type Span = Pick<SeriesQuery, 'from' | 'to'>

/** What the requests of a time come to, step by step. */
export function seriesOf(columns: RequestColumns, query: SeriesQuery): Omit<Series, 'countedFrom'> {
  const { from, to, withBefore } = query
  const all = new Line(query)
  const before = withBefore
    ? new Line({ from: from - (to - from), to: from, stepMs: to - from })
    : null
  const fits = filterOf(columns, query.only)
  const keys = keysOf(columns, query, fits)
  const lines = new Map(keys?.groups.map(key => [key, new Line(query)]))
  const others = new Line(query)
  for (let row = 0; row < columns.size; row++) {
    if (!fits(row)) continue
    before?.add(columns, row)
    if (!all.add(columns, row) || !keys) continue
    const line = lines.get(keys.column[row] ?? 0) ?? others
    line.add(columns, row)
  }
  return {
    total: all.total(),
    before: before?.total() ?? null,
    columns: all.columns(),
    groups: [
      ...[...lines].map(([key, line]) => groupOf(columns.texts[key] ?? '', line)),
      ...(keys?.hasOthers ? [groupOf(null, others)] : []),
    ],
  }
}

function groupOf(key: string | null, line: Line) {
  return { key, total: line.total(), columns: line.columns() }
}

type Fits = (row: number) => boolean

function filterOf(columns: RequestColumns, only: SeriesFilter): Fits {
  const wanted = filterKeys.flatMap(key => {
    const text = only[key]
    return text === null ? [] : [{ column: columns[key], place: columns.find(text) }]
  })
  return row => wanted.every(({ column, place }) => column[row] === place)
}

/** Those with the most requests, in this order; null where nothing is told apart. */
function keysOf(columns: RequestColumns, { by, from, to, most }: SeriesQuery, fits: Fits) {
  if (by === 'none') return null
  const column = columns[by]
  const counts = new Map<number, number>()
  for (let row = 0; row < columns.size; row++) {
    const at = columns.at[row] ?? 0
    if (at < from || at >= to || !fits(row)) continue
    const key = column[row] ?? 0
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const keys = [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key)
  return { column, groups: keys.slice(0, most), hasOthers: keys.length > most }
}

/** The steps of a time, and all of it. */
class Line {
  readonly #span: Span
  readonly #stepMs: number
  readonly #cells: readonly SeriesCell[]
  readonly #all = new SeriesCell()

  constructor({ from, to, stepMs }: Span & Pick<SeriesQuery, 'stepMs'>) {
    this.#span = { from, to }
    this.#stepMs = stepMs
    const steps = Math.max(1, Math.ceil((to - from) / stepMs))
    this.#cells = Array.from({ length: steps }, () => new SeriesCell())
  }

  /** Counts a request where it came, and where it was under way; whether it touched this time. */
  add(columns: RequestColumns, row: number): boolean {
    const { from, to } = this.#span
    const at = columns.at[row] ?? 0
    const end = at + (columns.latencyMs[row] ?? 0)
    if (at >= to || end < from) return false
    if (at >= from) {
      this.#all.add(columns, row)
      this.#cells[Math.floor((at - from) / this.#stepMs)]?.add(columns, row)
    }
    this.#wasBusy(Math.max(at, from), Math.min(end, to))
    return true
  }

  total(): SeriesTotal {
    return this.#all.figures(this.#span.to - this.#span.from)
  }

  columns(): SeriesColumns {
    const told = this.#cells.map((cell, place) => cell.figures(this.#lengthOf(place)))
    const column = (name: SeriesFigure) => told.map(figures => figures[name])
    // Sound: one for each name.
    return Object.fromEntries(
      seriesFigures.map(name => [name, column(name)]),
    ) as unknown as SeriesColumns
  }

  #wasBusy(since: number, until: number): void {
    if (until <= since) return
    this.#all.wasBusy(until - since)
    let start = since
    while (start < until) {
      const place = Math.floor((start - this.#span.from) / this.#stepMs)
      const end = Math.min(until, this.#span.from + (place + 1) * this.#stepMs)
      this.#cells[place]?.wasBusy(end - start)
      start = end
    }
  }

  /** The last one may be cut short. */
  #lengthOf(place: number): number {
    const start = this.#span.from + place * this.#stepMs
    return Math.min(this.#span.to, start + this.#stepMs) - start
  }
}
