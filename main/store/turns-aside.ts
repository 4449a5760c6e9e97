import type { SetAside } from '#contract/model/session'
import type { ReadDb, WriteDb } from './connection.ts'

export interface AsideOrder {
  readonly sessionId: string
  /** The first turn that is set aside. */
  readonly fromTurn: number
  /** What they are called from then on. */
  readonly asideId: string
  readonly at: number
}

export interface BringBackOrder {
  readonly sessionId: string
  readonly setAsideId: string
  /** What the turns that stand there now are called from then on. */
  readonly asideId: string
  readonly at: number
}

/** What can come back, the newest first. */
export function listSetAside(db: ReadDb, sessionId: string): readonly SetAside[] {
  return db
    .prepare<[string], SetAside>(
      `SELECT id, aside_from AS fromTurn, updated_at AS at,
         (SELECT count(DISTINCT turn) FROM messages WHERE session_id = sessions.id) AS turns
       FROM sessions WHERE aside_of = ? ORDER BY updated_at DESC, id`,
    )
    .all(sessionId)
}

/** Takes the turns from there on out of the session, and keeps them; null where there are none. */
export function setTurnsAside(db: WriteDb, order: AsideOrder): SetAside | null {
  const { sessionId, fromTurn, asideId, at } = order
  const { turns } = db
    .prepare<[string, number], { readonly turns: number }>(
      'SELECT count(DISTINCT turn) AS turns FROM messages WHERE session_id = ? AND turn >= ?',
    )
    .get(sessionId, fromTurn) ?? { turns: 0 }
  if (turns === 0) return null
  db.prepare<[string, number, number, string, number]>(
    `INSERT INTO sessions (id, title, created_at, updated_at, aside_of, aside_from)
     VALUES (?, '', ?, ?, ?, ?)`,
  ).run(asideId, at, at, sessionId, fromTurn)
  moveTurns(db, sessionId, asideId, fromTurn)
  // What was set aside later on in them can only come back after them.
  db.prepare<[string, string, number, string]>(
    'UPDATE sessions SET aside_of = ? WHERE aside_of = ? AND aside_from > ? AND id <> ?',
  ).run(asideId, sessionId, fromTurn, asideId)
  return { id: asideId, fromTurn, turns, at }
}

/** Undefined where there is nothing of this name; null where nothing had to make room. */
export function bringTurnsBack(db: WriteDb, order: BringBackOrder): SetAside | null | undefined {
  const { sessionId, setAsideId, asideId, at } = order
  const found = db
    .prepare<[string, string], { readonly fromTurn: number }>(
      'SELECT aside_from AS fromTurn FROM sessions WHERE id = ? AND aside_of = ?',
    )
    .get(setAsideId, sessionId)
  if (!found) return undefined
  const { fromTurn } = found
  const instead = setTurnsAside(db, { sessionId, fromTurn, asideId, at })
  moveTurns(db, setAsideId, sessionId, fromTurn)
  db.prepare<[string, string]>('UPDATE sessions SET aside_of = ? WHERE aside_of = ?').run(
    sessionId,
    setAsideId,
  )
  db.prepare<[string]>('DELETE FROM sessions WHERE id = ?').run(setAsideId)
  return instead
}

function moveTurns(db: WriteDb, from: string, to: string, fromTurn: number): void {
  for (const table of ['messages', 'session_files']) {
    db.prepare<[string, string, number]>(
      `UPDATE ${table} SET session_id = ? WHERE session_id = ? AND turn >= ?`,
    ).run(to, from, fromTurn)
  }
}
