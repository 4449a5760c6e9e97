import type { WriteDb } from './connection.ts'
import { type HistoryRow, insertPages, type PageRecord, pagesOf } from './requests.ts'
import { addUsage, type UsageRecord, usageOf } from './usage.ts'

/** Requests in the form in which they are written: made before, as it is far quicker to send. */
export interface HistoryRecord {
  readonly pages: readonly PageRecord[]
  readonly usage: readonly UsageRecord[]
}

export function historyRecord(rows: readonly HistoryRow[]): HistoryRecord {
  return { pages: pagesOf(rows), usage: usageOf(rows) }
}

export function addHistory(db: WriteDb, { pages, usage }: HistoryRecord): void {
  insertPages(db, pages)
  addUsage(db, usage)
}
