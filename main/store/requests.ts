import type { RequestContents, RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type { ProviderName } from '#contract/wire/health'
import type { ReadDb, WriteDb } from './connection.ts'
import { type PackedEntries, packed, unpacked } from './packed-entry.ts'

export interface RequestQuery {
  readonly requestId: string | null
  readonly app: string | null
  readonly model: string | null
  readonly worker: string | null
  readonly provider: ProviderName | null
  readonly outcome: RequestOutcome | null
  /** Looked for in ids, models, errors and kept contents; empty finds all. */
  readonly search: string
  readonly limit: number
}

export interface RequestRow extends RequestEntry {
  /** The number of its page times `placesAPage`, and its place there. */
  readonly id: number
}

/** A request with the day that it is counted on. */
export interface HistoryRow {
  readonly entry: RequestEntry
  readonly day: string
  readonly contents: RequestContents | null
}

interface Page {
  readonly id: number
  readonly entries: string
}

const placesAPage = 1_000
/** So many requests are looked through in one go; a few milliseconds at most. */
const mostLookedAt = 1_000

/** Requests that are kept together, as they are written. */
export interface PageRecord {
  readonly newestAt: number
  readonly entries: string
  readonly contents: readonly (RequestContents & { readonly place: number })[]
}

/** All of one day that come together share a page: one value to bind in place of twenty for each. */
export function pagesOf(rows: readonly HistoryRow[]): readonly PageRecord[] {
  const pages: PageRecord[] = []
  let start = 0
  for (let end = 1; end <= rows.length; end++) {
    const isSamePage = rows[end]?.day === rows[start]?.day && end - start < placesAPage
    if (isSamePage) continue
    pages.push(pageOf(rows.slice(start, end)))
    start = end
  }
  return pages
}

function pageOf(rows: readonly HistoryRow[]): PageRecord {
  return {
    newestAt: rows.reduce((latest, { entry }) => Math.max(latest, entry.at), 0),
    entries: JSON.stringify(packed(rows.map(({ entry }) => entry))),
    contents: rows.flatMap(({ contents }, place) => (contents ? [{ place, ...contents }] : [])),
  }
}

export function insertPages(db: WriteDb, pages: readonly PageRecord[]): void {
  for (const { newestAt, entries, contents } of pages) {
    const page = db
      .prepare<[number, string]>('INSERT INTO request_pages (newest_at, entries) VALUES (?, ?)')
      .run(newestAt, entries).lastInsertRowid
    for (const { place, request, answer } of contents) {
      db.prepare<[number, number, string, string]>(
        'INSERT INTO request_contents (id, page, request, answer) VALUES (?, ?, ?, ?)',
      ).run(page * placesAPage + place, page, request, answer)
    }
  }
}

/**
 * Those that fit among the next few below `before`, the newest first, and where to look on; null
 * at the end. Looking through all of a long history at once would hold everybody up.
 */
export function someRequests(
  db: ReadDb,
  query: RequestQuery,
  before: number,
): { readonly rows: readonly RequestRow[]; readonly next: number | null } {
  const found: RequestRow[] = []
  let looked = 0
  let next = before
  while (looked < mostLookedAt) {
    const page = pageBelow(db, next)
    if (!page) return { rows: found, next: null }
    const rows = rowsOf(page).filter(({ id }) => id < next)
    const fits = fitting(db, query, page)
    for (const row of rows.reverse()) {
      if (!fits(row)) continue
      found.push(row)
      if (found.length === query.limit) return { rows: found, next: row.id }
    }
    looked += rows.length
    next = page.id * placesAPage
  }
  return { rows: found, next }
}

export function requestAt(db: ReadDb, id: number): RequestRow | null {
  const page = pageBelow(db, id + 1)
  return (page && rowsOf(page).find(row => row.id === id)) ?? null
}

export function contentsOf(db: ReadDb, id: number): RequestContents | null {
  const contents = db
    .prepare<[number], RequestContents>('SELECT request, answer FROM request_contents WHERE id = ?')
    .get(id)
  return contents ?? null
}

/** Of the oldest pages, those with nothing from that time on; returns how many there were. */
export function deleteSomeRequests(db: WriteDb, before: number): number {
  return db
    .prepare<[number]>(
      `DELETE FROM request_pages
       WHERE newest_at < ? AND id IN (SELECT id FROM request_pages ORDER BY id LIMIT 10)`,
    )
    .run(before).changes
}

/** The newest that has a request below that id. */
function pageBelow(db: ReadDb, id: number): Page | undefined {
  return db
    .prepare<[number], Page>(
      'SELECT id, entries FROM request_pages WHERE id <= ? ORDER BY id DESC LIMIT 1',
    )
    .get(Math.floor((id - 1) / placesAPage))
}

function rowsOf({ id, entries }: Page): RequestRow[] {
  // Sound: written by insertPages alone.
  const page: PackedEntries = JSON.parse(entries)
  return unpacked(page).map((entry, place) => ({ id: id * placesAPage + place, ...entry }))
}

function fitting(db: ReadDb, query: RequestQuery, page: Page): (row: RequestRow) => boolean {
  const { requestId, app, model, worker, provider, outcome } = query
  const search = query.search.toLowerCase()
  const saying = search === '' ? null : contentsSaying(db, query.search, page)
  return row =>
    (requestId === null || row.requestId === requestId) &&
    (app === null || row.appId === app) &&
    (model === null || row.model === model || row.modelAsked === model) &&
    (worker === null || row.workerId === worker) &&
    (provider === null || row.provider === provider) &&
    (outcome === null || row.outcome === outcome) &&
    (saying === null ||
      saying.has(row.id) ||
      [row.requestId, row.model, row.modelAsked, row.errorCode].some(text =>
        text?.toLowerCase().includes(search),
      ))
}

/** The requests of a page whose kept contents have that text. */
function contentsSaying(db: ReadDb, text: string, { id }: Page): ReadonlySet<number> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const rows = db
    .prepare<[number, string, string], { readonly id: number }>(
      `SELECT id FROM request_contents
       WHERE page = ? AND (request LIKE ? ESCAPE '\\' OR answer LIKE ? ESCAPE '\\')`,
    )
    .all(id, pattern, pattern)
  return new Set(rows.map(row => row.id))
}
