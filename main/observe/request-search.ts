import { setImmediate } from 'node:timers/promises'
import type { RequestContents, RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type { ProviderName } from '#contract/wire/health'

export interface RequestQuery {
  readonly requestId: string | null
  readonly app: string | null
  readonly model: string | null
  readonly worker: string | null
  readonly provider: ProviderName | null
  readonly outcome: RequestOutcome | null
  readonly search: string
  readonly limit: number
}

interface Row extends RequestEntry {
  readonly id: number
}

interface Page {
  readonly rows: readonly Row[]
  /** Where to look on; null at the end. */
  readonly next: number | null
}

/** The part of the store that a search needs: it looks through a few rows at a time. */
export interface SearchShelf {
  some(query: RequestQuery, before: number): Page
  at(id: number): Row | null
  contents(id: number): RequestContents | null
}

/** A page that takes longer to fill is given as it is; the next one looks on from there. */
const withinMs = 1_000

/** Those that fit, the newest first. In between, others have their turn on the event loop. */
export async function searchRequests(
  shelf: SearchShelf,
  query: RequestQuery,
  before: number,
): Promise<Page> {
  const until = performance.now() + withinMs
  const rows = []
  let next: number | null = before
  while (next !== null && rows.length < query.limit && performance.now() < until) {
    const found: Page = shelf.some({ ...query, limit: query.limit - rows.length }, next)
    rows.push(...found.rows)
    next = found.next
    await setImmediate()
  }
  return { rows, next }
}

/** By the id that the client saw, the newest of that name, or by the number in the list. */
export async function findRequest(
  shelf: SearchShelf,
  id: string,
): Promise<{ readonly row: Row; readonly contents: RequestContents | null } | null> {
  const row =
    (await newestNamed(shelf, id)) ?? (/^\d{1,15}$/.test(id) ? shelf.at(Number(id)) : null)
  return row && { row, contents: shelf.contents(row.id) }
}

async function newestNamed(shelf: SearchShelf, requestId: string): Promise<Row | null> {
  const query = { ...everything, requestId, limit: 1 }
  let next: number | null = Number.MAX_SAFE_INTEGER
  while (next !== null) {
    const { rows, next: after }: Page = shelf.some(query, next)
    if (rows[0]) return rows[0]
    next = after
    await setImmediate()
  }
  return null
}

const everything: Omit<RequestQuery, 'limit'> = {
  requestId: null,
  app: null,
  model: null,
  worker: null,
  provider: null,
  outcome: null,
  search: '',
}
