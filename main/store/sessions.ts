import { SessionId } from '#contract/ids'
import type { ChatFile, ChatFileNote } from '#contract/model/chat-file'
import type {
  AnswerFacts,
  Session,
  SessionChange,
  SessionMessage,
  SessionSummary,
  SetAside,
} from '#contract/model/session'
import type { ReadDb, WriteDb } from './connection.ts'
import { fileNotes, insertFiles, newestFiles } from './session-files.ts'
import { listSetAside, setTurnsAside } from './turns-aside.ts'

/** Where a page of sessions ended. */
export interface SessionPlace {
  readonly isPinned: boolean
  readonly updatedAt: number
  readonly id: string
}

export interface SessionQuery {
  /** Looked for in messages and titles; nothing finds all. */
  readonly search: string
  readonly limit: number
  /** The last one of the page before; null for the first page. */
  readonly after: SessionPlace | null
}

export interface PastTurn {
  readonly user: string
  readonly assistant: string
  readonly files?: readonly ChatFile[] | undefined
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
  readonly latencyMs: number
  readonly facts?: AnswerFacts | undefined
  readonly files?: readonly ChatFile[] | undefined
  /** Takes the place of the turns from there on, which are kept under this name. */
  readonly replaces?: { readonly fromTurn: number; readonly asideId: string } | null | undefined
}

interface MessageRow extends Omit<SessionMessage, 'usage' | 'facts' | 'files'> {
  readonly turn: number
  readonly facts: string | null
  readonly prompt: number | null
  readonly completion: number | null
}

/** The pinned ones, then the others, the newest first. */
export function listSessions(db: ReadDb, query: SessionQuery): readonly SessionSummary[] {
  const found = searchOf(query.search)
  const { isPinned, updatedAt, id } = query.after ?? beforeAll
  const rows = db
    .prepare<(string | number)[], Omit<SessionSummary, 'isPinned'> & { readonly isPinned: 0 | 1 }>(
      `SELECT id, title, is_pinned AS isPinned, updated_at AS updatedAt,
         (SELECT count(*) FROM messages WHERE session_id = sessions.id) AS messageCount
       FROM sessions
       WHERE aside_of IS NULL AND (is_pinned, updated_at, id) < (?, ?, ?) ${found.sql}
       ORDER BY is_pinned DESC, updated_at DESC, id DESC
       LIMIT ?`,
    )
    .all(isPinned ? 1 : 0, updatedAt, id, ...found.values, query.limit)
  return rows.map(row => ({ ...row, isPinned: row.isPinned === 1, id: SessionId.parse(row.id) }))
}

const beforeAll: SessionPlace = { isPinned: true, updatedAt: Number.MAX_SAFE_INTEGER, id: '' }

/** The index knows three characters in a row; for fewer, the newest sessions are looked through. */
const indexedLength = 3
const mostFound = 5_000
const mostLookedThrough = 500

function searchOf(search: string): { readonly sql: string; readonly values: readonly string[] } {
  if (search === '') return { sql: '', values: [] }
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  if ([...search].length >= indexedLength) {
    const sql = `AND (title LIKE ? ESCAPE '\\' OR id IN (
      SELECT session_id FROM messages WHERE messages.id IN (
        SELECT rowid FROM message_search WHERE message_search MATCH ?
        ORDER BY rowid DESC LIMIT ${mostFound})))`
    return { sql, values: [pattern, `"${search.replaceAll('"', '""').replaceAll('\0', '')}"`] }
  }
  const sql = `AND id IN (
      SELECT id FROM sessions ORDER BY is_pinned DESC, updated_at DESC LIMIT ${mostLookedThrough})
    AND (title LIKE ? ESCAPE '\\' OR EXISTS (
      SELECT 1 FROM messages WHERE session_id = sessions.id AND content LIKE ? ESCAPE '\\'))`
  return { sql, values: [pattern, pattern] }
}

export function findSession(db: ReadDb, sessionId: SessionId): Session | null {
  const session = sessionRow(db, sessionId)
  if (!session) return null
  const messages = db
    .prepare<[string], MessageRow>(
      `SELECT role, content, created_at AS createdAt, worker_id AS workerId, model,
         latency_ms AS latencyMs, prompt_tokens AS prompt, completion_tokens AS completion,
         turn, facts
       FROM messages WHERE session_id = ? ORDER BY turn, role DESC`,
    )
    .all(sessionId)
  const files = fileNotes(db, sessionId)
  const setAside = listSetAside(db, sessionId)
  return {
    id: sessionId,
    system: session.system,
    messages: messages.map(row => sessionMessage(row, files.get(row.turn))),
    ...(setAside.length > 0 && { setAside }),
  }
}

export function systemOf(db: ReadDb, sessionId: SessionId): string | null {
  return sessionRow(db, sessionId)?.system ?? null
}

/** Read as far as it is followed, so that a long conversation costs no more than what is used of it. */
export function* turnsNewestFirst(
  db: ReadDb,
  sessionId: SessionId,
  beforeTurn = Number.MAX_SAFE_INTEGER,
): Generator<PastTurn> {
  const files = newestFiles(db, sessionId, beforeTurn, mostPastFileBytes)
  const rows = db
    .prepare<[string, number], PastTurn & { readonly turn: number }>(
      `SELECT asked.turn, asked.content AS user, answered.content AS assistant
       FROM messages AS asked
       JOIN messages AS answered ON answered.session_id = asked.session_id
         AND answered.turn = asked.turn AND answered.role = 'assistant'
       WHERE asked.session_id = ? AND asked.role = 'user' AND asked.turn < ?
       ORDER BY asked.turn DESC`,
    )
    .iterate(sessionId, beforeTurn)
  for (const { turn, user, assistant } of rows) {
    const those = files.get(turn)
    yield those ? { user, assistant, files: those } : { user, assistant }
  }
}

/** Of what earlier messages brought; a worker takes 8 MB in all, in base64. */
const mostPastFileBytes = 2_000_000

/** Answers with what it took the place of. */
export function insertTurn(db: WriteDb, turn: TurnRecord): SetAside | null {
  const { replaces = null, sessionId, answeredAt: at } = turn
  const aside = replaces && setTurnsAside(db, { sessionId, ...replaces, at })
  addTurn(db, turn)
  return aside
}

function addTurn(db: WriteDb, turn: TurnRecord): void {
  db.prepare<[string, string | null, string, number, number]>(
    `INSERT INTO sessions (id, system, title, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET system = excluded.system, updated_at = excluded.updated_at`,
  ).run(turn.sessionId, turn.system, turn.title, turn.askedAt, turn.answeredAt)

  const number = nextTurn(db, turn.sessionId)
  db.prepare<[string, number, string, number]>(
    `INSERT INTO messages (session_id, turn, role, content, created_at) VALUES (?, ?, 'user', ?, ?)`,
  ).run(turn.sessionId, number, turn.message, turn.askedAt)
  db.prepare<
    [
      ...[string, number, string, string, string, number | null, number | null, number, number],
      string | null,
    ]
  >(
    `INSERT INTO messages (session_id, turn, role, content, worker_id, model, prompt_tokens,
       completion_tokens, latency_ms, created_at, facts)
     VALUES (?, ?, 'assistant', ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    turn.sessionId,
    number,
    turn.response,
    turn.workerId,
    turn.model,
    turn.promptTokens,
    turn.completionTokens,
    turn.latencyMs,
    turn.answeredAt,
    turn.facts ? JSON.stringify(turn.facts) : null,
  )
  insertFiles(db, turn.sessionId, number, turn.files ?? [])
}

export interface ChangedSession extends SessionChange {
  readonly sessionId: string
}

/** Whether there was one. */
export function changeSession(db: WriteDb, { sessionId, ...change }: ChangedSession): boolean {
  const { title = null, isPinned } = change
  return (
    db
      .prepare<[string | null, number | null, string]>(
        `UPDATE sessions SET title = coalesce(?, title), is_pinned = coalesce(?, is_pinned)
         WHERE id = ? AND aside_of IS NULL`,
      )
      .run(title, isPinned === undefined ? null : Number(isPinned), sessionId).changes > 0
  )
}

/** Whether there was one. */
export function deleteSession(db: WriteDb, sessionId: SessionId): boolean {
  return db.prepare<[string]>('DELETE FROM sessions WHERE id = ?').run(sessionId).changes > 0
}

function sessionMessage(
  { prompt, completion, turn: _, facts, ...message }: MessageRow,
  files: readonly ChatFileNote[] | undefined,
): SessionMessage {
  const more = {
    // Sound: nobody but addTurn writes it.
    ...(facts !== null && { facts: JSON.parse(facts) as AnswerFacts }),
    ...(message.role === 'user' && files && { files }),
  }
  if (prompt === null || completion === null) return { ...message, ...more, usage: null }
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  }
  return { ...message, ...more, usage }
}

function sessionRow(db: ReadDb, sessionId: SessionId) {
  const select = db.prepare<[string], { readonly system: string | null }>(
    'SELECT system FROM sessions WHERE id = ? AND aside_of IS NULL',
  )
  return select.get(sessionId)
}

function nextTurn(db: ReadDb, sessionId: SessionId): number {
  const select = db.prepare<[string], { readonly last: number | null }>(
    'SELECT max(turn) AS last FROM messages WHERE session_id = ?',
  )
  return (select.get(sessionId)?.last ?? 0) + 1
}
