import type { RequestContents, RequestEntry } from '#contract/model/request-entry'
import type { OpenDatabase } from './open-database.ts'
import {
  deleteSomeRequests,
  findRequest,
  insertRequests,
  type RequestQuery,
  someRequests,
} from './requests.ts'
import { addUsage, listSpent, sumUsage, type UsageQuery } from './usage.ts'

interface HistoryRow {
  readonly entry: RequestEntry
  readonly day: string
  readonly contents: RequestContents | null
}

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
    find: (id: string) => findRequest(read, id),
    usage: (query: UsageQuery) => sumUsage(read, query),
    spent: (day: string) => listSpent(read, day),
  }
}
