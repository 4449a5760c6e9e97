import type { Series, SeriesQuery } from '#contract/model/series'
import type { ReadDb } from './connection.ts'
import { type PackedEntries, unpacked } from './packed-entry.ts'
import { RequestColumns } from './request-columns.ts'
import { seriesOf } from './request-series.ts'

interface Page {
  readonly id: number
  readonly newestAt: number
  readonly entries: string
}

/** 90 MB. */
const mostRows = 2_000_000
const pagesAtOnce = 50
/** Pages stand in the order in which requests ended, so one of old requests may stand among newer ones. */
const oldInARow = 20

/** Holds what the history says in columns, so that only what is new is read the next time. */
export class SeriesBook {
  readonly #db: ReadDb
  readonly #mostRows: number
  #columns = new RequestColumns()
  /** The ids of the pages that are held; null before the first. */
  #held: { newest: number; oldest: number } | null = null
  /** The newest time of each of the pages that were read last, going back. */
  #lastPages: number[] = []
  #isWhole = false

  constructor(db: ReadDb, most = mostRows) {
    this.#db = db
    this.#mostRows = most
  }

  read(query: SeriesQuery): Series {
    const { from, to, withBefore } = query
    const since = withBefore ? from - (to - from) : from
    if (this.#columns.size >= this.#mostRows) this.#forget()
    this.#readNewer()
    const isAll = this.#readOlder(since)
    const oldest = this.#lastPages.at(-1) ?? since
    return { ...seriesOf(this.#columns, query), countedFrom: isAll ? null : oldest }
  }

  #forget(): void {
    this.#columns = new RequestColumns()
    this.#held = null
    this.#lastPages = []
    this.#isWhole = false
  }

  #readNewer(): void {
    while (this.#held) {
      const pages = this.#db
        .prepare<[number, number], Page>(
          `SELECT id, newest_at AS newestAt, entries FROM request_pages
           WHERE id > ? ORDER BY id LIMIT ?`,
        )
        .all(this.#held.newest, pagesAtOnce)
      for (const page of pages) {
        this.#take(page)
        this.#held.newest = page.id
      }
      if (pages.length < pagesAtOnce) return
    }
  }

  /** Whether all since that time are held then. */
  #readOlder(since: number): boolean {
    while (!this.#isWhole && !this.#reaches(since)) {
      if (this.#columns.size >= this.#mostRows) return false
      const pages = this.#db
        .prepare<[number, number], Page>(
          `SELECT id, newest_at AS newestAt, entries FROM request_pages
           WHERE id < ? ORDER BY id DESC LIMIT ?`,
        )
        .all(this.#held?.oldest ?? Number.MAX_SAFE_INTEGER, pagesAtOnce)
      this.#isWhole = pages.length < pagesAtOnce
      // With nothing there yet, all that comes is newer.
      this.#held ??= pages.length === 0 ? { newest: 0, oldest: 0 } : null
      for (const page of pages) {
        this.#take(page)
        this.#held = { newest: this.#held?.newest ?? page.id, oldest: page.id }
        this.#lastPages = [...this.#lastPages, page.newestAt].slice(-oldInARow)
      }
    }
    return true
  }

  #reaches(since: number): boolean {
    return this.#lastPages.length === oldInARow && this.#lastPages.every(at => at < since)
  }

  #take({ entries }: Page): void {
    // Sound: written by insertPages alone.
    const page: PackedEntries = JSON.parse(entries)
    for (const entry of unpacked(page)) this.#columns.add(entry)
  }
}
