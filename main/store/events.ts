import type { FeedEvent } from '#contract/model/event'
import type { ReadDb, WriteDb } from './connection.ts'

const mostKept = 10_000

/** Events in the form in which they are written: what they carry as text. */
export type EventRecord = Omit<FeedEvent, 'data'> & { readonly data: string }

export function eventRecord({ data, ...event }: FeedEvent): EventRecord {
  return { ...event, data: JSON.stringify(data) }
}

/** Those after that one, the oldest first. */
export function listEvents(
  db: ReadDb,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly FeedEvent[] {
  return db
    .prepare<[number, number], EventRecord>(
      'SELECT seq, at, type, subject, data FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    .all(after, limit)
    .map(row => ({ ...row, data: JSON.parse(row.data) }))
}

/** Those of a time, the oldest first. */
export function eventsBetween(
  db: ReadDb,
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number },
): readonly FeedEvent[] {
  return db
    .prepare<[number, number, number], EventRecord>(
      'SELECT seq, at, type, subject, data FROM events WHERE at BETWEEN ? AND ? ORDER BY seq LIMIT ?',
    )
    .all(from, to, limit)
    .map(row => ({ ...row, data: JSON.parse(row.data) }))
}

/** The first and the last that is kept; null when there is none. */
export function eventRange(
  db: ReadDb,
): { readonly oldest: number; readonly newest: number } | null {
  const row = db
    .prepare<[], { readonly oldest: number | null; readonly newest: number | null }>(
      'SELECT min(seq) AS oldest, max(seq) AS newest FROM events',
    )
    .get()
  return row && row.oldest !== null && row.newest !== null
    ? { oldest: row.oldest, newest: row.newest }
    : null
}

/** The last one before that moment, by its seq; null where there is none. */
export function lastEventBefore(db: ReadDb, moment: number): number | null {
  const row = db
    .prepare<[number], { readonly seq: number | null }>(
      'SELECT max(seq) AS seq FROM events WHERE at < ?',
    )
    .get(moment)
  return row?.seq ?? null
}

/** Adds them, and lets the oldest go. */
export function addEvents(db: WriteDb, events: readonly EventRecord[]): void {
  const insert = db.prepare<[number, number, string, string, string]>(
    'INSERT INTO events (seq, at, type, subject, data) VALUES (?, ?, ?, ?, ?)',
  )
  for (const { seq, at, type, subject, data } of events) insert.run(seq, at, type, subject, data)
  const newest = events.at(-1)?.seq ?? 0
  db.prepare<[number]>('DELETE FROM events WHERE seq <= ?').run(newest - mostKept)
}
