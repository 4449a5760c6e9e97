import { SessionId } from '#contract/ids'
import type { Session, SessionMessage, SessionSummary } from '#contract/model/session'
import type { ReadDb, WriteDb } from './connection.ts'

export interface SessionQuery {
  /** Looked for in titles and messages; nothing finds all. */
  readonly search: string
  readonly limit: number
  readonly offset: number
}

export interface PastTurn {
  readonly user: string
  readonly assistant: string
}

export interface TurnRecord {
  readonly sessionId: SessionId
  readonly system: string | null
  /** Kept from a session's first turn only. */
  readonly title: string
  readonly message: string
  readonly askedAt: number
  readonly response: string
  readonly answeredAt: number
  readonly workerId: string
  readonly model: string
  readonly promptTokens: number | null
  readonly completionTokens: number | null
}

export function listSessions(db: ReadDb, query: SessionQuery): readonly SessionSummary[] {
  const pattern = `%${query.search.replace(/[\\%_]/g, '\\$&')}%`
  const rows = db
    .prepare<[string, string, number, number], SessionSummary>(
      `SELECT id, title, updated_at AS updatedAt,
         (SELECT count(*) FROM messages WHERE session_id = sessions.id) AS messageCount
       FROM sessions
       WHERE title LIKE ? ESCAPE '\\'
         OR EXISTS (
           SELECT 1 FROM messages
           WHERE session_id = sessions.id AND content LIKE ? ESCAPE '\\'
         )
       ORDER BY updated_at DESC, id DESC
       LIMIT ? OFFSET ?`,
    )
    .all(pattern, pattern, query.limit, query.offset)
  return rows.map(row => ({ ...row, id: SessionId.parse(row.id) }))
}

export function findSession(db: ReadDb, sessionId: SessionId): Session | null {
  const session = sessionRow(db, sessionId)
  if (!session) return null
  const messages = db
    .prepare<[string], SessionMessage>(
      `SELECT role, content, created_at AS createdAt, worker_id AS workerId, model
       FROM messages WHERE session_id = ? ORDER BY turn, role DESC`,
    )
    .all(sessionId)
  return { id: sessionId, system: session.system, messages }
}

export function systemOf(db: ReadDb, sessionId: SessionId): string | null {
  return sessionRow(db, sessionId)?.system ?? null
}

/** Read as far as it is followed, so that a long conversation costs no more than what is used of it. */
export function* turnsNewestFirst(db: ReadDb, sessionId: SessionId): Generator<PastTurn> {
  yield* db
    .prepare<[string], PastTurn>(
      `SELECT asked.content AS user, answered.content AS assistant
       FROM messages AS asked
       JOIN messages AS answered ON answered.session_id = asked.session_id
         AND answered.turn = asked.turn AND answered.role = 'assistant'
       WHERE asked.session_id = ? AND asked.role = 'user'
       ORDER BY asked.turn DESC`,
    )
    .iterate(sessionId)
}

export function insertTurn(db: WriteDb, turn: TurnRecord): void {
  db.prepare<[string, string | null, string, number, number]>(
    `INSERT INTO sessions (id, system, title, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET system = excluded.system, updated_at = excluded.updated_at`,
  ).run(turn.sessionId, turn.system, turn.title, turn.askedAt, turn.answeredAt)

  const number = nextTurn(db, turn.sessionId)
  db.prepare<[string, number, string, number]>(
    `INSERT INTO messages (session_id, turn, role, content, created_at) VALUES (?, ?, 'user', ?, ?)`,
  ).run(turn.sessionId, number, turn.message, turn.askedAt)
  db.prepare<[string, number, string, string, string, number | null, number | null, number]>(
    `INSERT INTO messages (session_id, turn, role, content, worker_id, model, prompt_tokens,
       completion_tokens, created_at) VALUES (?, ?, 'assistant', ?, ?, ?, ?, ?, ?)`,
  ).run(
    turn.sessionId,
    number,
    turn.response,
    turn.workerId,
    turn.model,
    turn.promptTokens,
    turn.completionTokens,
    turn.answeredAt,
  )
}

/** Whether there was one. */
export function deleteSession(db: WriteDb, sessionId: SessionId): boolean {
  return db.prepare<[string]>('DELETE FROM sessions WHERE id = ?').run(sessionId).changes > 0
}

function sessionRow(db: ReadDb, sessionId: SessionId) {
  const select = db.prepare<[string], { readonly system: string | null }>(
    'SELECT system FROM sessions WHERE id = ?',
  )
  return select.get(sessionId)
}

function nextTurn(db: ReadDb, sessionId: SessionId): number {
  const select = db.prepare<[string], { readonly last: number | null }>(
    'SELECT max(turn) AS last FROM messages WHERE session_id = ?',
  )
  return (select.get(sessionId)?.last ?? 0) + 1
}
