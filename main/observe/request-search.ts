import { setImmediate } from 'node:timers/promises'
import type { RequestContents, RequestEntry, RequestOutcome } from '#contract/model/request-entry'

export interface RequestQuery {
  readonly app: string | null
  readonly model: string | null
  readonly worker: string | null
  readonly outcome: RequestOutcome | null
  readonly search: string
  readonly limit: number
}

interface Page {
  readonly rows: readonly (RequestEntry & { readonly id: number })[]
  /** Where to look on; null at the end. */
  readonly next: number | null
}

/** The part of the store that a search needs: it looks through a few rows at a time. */
export interface SearchShelf {
  some(query: RequestQuery, before: number): Page
  find(id: string): {
    readonly row: RequestEntry & { readonly id: number }
    readonly contents: RequestContents | null
  } | null
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
