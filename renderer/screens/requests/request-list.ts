import type { AnswerOf } from '#contract/http/operations'

type Page = AnswerOf<'listRequests'>
export type PastRequest = Page['requests'][number]

/** The requests that were read so far, the newest first. */
export interface RequestList {
  readonly rows: readonly PastRequest[]
  /** Where to read on; null at the end. */
  readonly cursor: string | null
  /** False before the first page. */
  readonly isRead: boolean
}

export const emptyList: RequestList = { rows: [], cursor: null, isRead: false }

/** The newest page, read again. Where it does not reach what is known, what is known is given up: there must be no gap. */
export function withNewest(list: RequestList, page: Page): RequestList {
  const { requests, next_cursor } = page
  const known = new Set(list.rows.map(({ id }) => id))
  const fresh = requests.filter(({ id }) => !known.has(id))
  const meets = fresh.length < requests.length || list.rows.length === 0
  if (!list.isRead || (!meets && next_cursor !== null)) {
    return { rows: requests, cursor: next_cursor, isRead: true }
  }
  return fresh.length === 0 ? list : { ...list, rows: [...fresh, ...list.rows] }
}

/** A page that goes on where the list ended. */
export function withOlder(list: RequestList, page: Page): RequestList {
  const known = new Set(list.rows.map(({ id }) => id))
  const older = page.requests.filter(({ id }) => !known.has(id))
  return { rows: [...list.rows, ...older], cursor: page.next_cursor, isRead: true }
}
