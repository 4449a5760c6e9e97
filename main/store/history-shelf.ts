import type { SeriesQuery } from '#contract/model/series'
import { eventsBetween } from './events.ts'
import { historyRecord } from './history.ts'
import type { OpenDatabase } from './open-database.ts'
import {
  contentsOf,
  type HistoryRow,
  type RequestQuery,
  requestAt,
  someRequests,
} from './requests.ts'
import { listSpent, sumUsage, type UsageQuery } from './usage.ts'

/** The history and the accounts of one database, in the shapes that main/observe and main/apps ask for. */
export function historyShelf({ read, writes, series }: OpenDatabase) {
  return {
    add: (rows: readonly HistoryRow[]) => writes.run('addHistory', historyRecord(rows)),
    removeSome: (before: number) => writes.run('deleteSomeRequests', before),
    some: (query: RequestQuery, before: number) => someRequests(read, query, before),
    at: (id: number) => requestAt(read, id),
    contents: (id: number) => contentsOf(read, id),
    series: (query: SeriesQuery) => series.read(query),
    eventsBetween: (from: number, to: number) => eventsBetween(read, { from, to, limit: 100 }),
    usage: (query: UsageQuery) => sumUsage(read, query),
    spent: (day: string) => listSpent(read, day),
  }
}
