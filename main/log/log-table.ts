import { setImmediate } from 'node:timers/promises'
import type { LogLine } from '#contract/model/log-line'
import type { LogPart } from './log-part.ts'

/** Rows that are numbered without a gap, and whose times rise with their numbers. */
export interface NumberedRows<R extends { readonly seq: number; readonly at: number }> {
  /** Null where there are none. */
  range(): { readonly oldest: number; readonly newest: number } | null
  /** Those after that number, the oldest first. */
  after(seq: number, limit: number): readonly R[]
}

/** So many take about a millisecond. */
const atOnce = 100

export function logTable<R extends { readonly seq: number; readonly at: number }>(
  rows: NumberedRows<R>,
  lineOf: (row: R) => LogLine,
): LogPart {
  return {
    newestAt: Number.POSITIVE_INFINITY,
    async *lines(at, signal) {
      const range = rows.range()
      if (!range) return
      let end = lastAt(rows, range, at)
      while (end >= range.oldest) {
        signal.throwIfAborted()
        const from = Math.max(range.oldest - 1, end - atOnce)
        const found = rows.after(from, end - from).filter(({ seq }) => seq <= end)
        for (const row of found.toReversed()) if (row.at <= at) yield lineOf(row)
        end = from
        await setImmediate()
      }
    },
  }
}

/** The number of the last that is no newer, by halving. */
function lastAt<R extends { readonly seq: number; readonly at: number }>(
  rows: NumberedRows<R>,
  { oldest, newest }: { readonly oldest: number; readonly newest: number },
  at: number,
): number {
  let low = oldest - 1
  let high = newest
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const [row] = rows.after(middle - 1, 1)
    if (row && row.at <= at) low = middle
    else high = middle - 1
  }
  return low
}
