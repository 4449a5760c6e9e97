import type { OpenDatabase } from './open-database.ts'
import {
  contentsOf,
  deleteSomeRequests,
  type HistoryRow,
  insertRequests,
  type RequestQuery,
  requestAt,
  someRequests,
} from './requests.ts'
import { addUsage, listSpent, sumUsage, type UsageQuery } from './usage.ts'

/** The history and the accounts of one database, in the shapes that main/observe and main/apps ask for. */
export function historyShelf({ read, writes }: OpenDatabase) {
  return {
    add: (rows: readonly HistoryRow[]) =>
      writes.run(db => {
        insertRequests(db, rows)
        addUsage(db, rows)
      }),
    removeSome: (before: number) => writes.run(db => deleteSomeRequests(db, before)),
    some: (query: RequestQuery, before: number) => someRequests(read, query, before),
    at: (id: number) => requestAt(read, id),
    contents: (id: number) => contentsOf(read, id),
    usage: (query: UsageQuery) => sumUsage(read, query),
    spent: (day: string) => listSpent(read, day),
  }
}
