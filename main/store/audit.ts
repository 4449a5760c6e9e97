import { createHash } from 'node:crypto'
import type { Actor } from '../base/actor.ts'
import type { ReadDb, WriteDb } from './connection.ts'

/** What was done to what. The detail is kept as JSON and never holds a secret. */
export interface AuditNote {
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface AuditEntry {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** JSON, as it went into the hash. */
  readonly detail: string
  readonly previousHash: string
  readonly hash: string
}

/** Where a chain stands: its last entry, by number and hash. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

/** Before the first entry. */
export const chainStart: AuditHead = { seq: 0, hash: '0'.repeat(64) }

const columns = `seq, at, actor, action, subject, detail, previous_hash AS previousHash, hash`
const mostDetail = 4_000

/** Inside the transaction of what it tells of: neither is there without the other. */
export function insertAudit(db: WriteDb, actor: Actor, note: AuditNote): void {
  const head = auditHead(db)
  const { action, subject } = note
  const entry = {
    ...{ seq: head.seq + 1, at: Date.now(), actor, action, subject },
    detail: detailText(note.detail),
    previousHash: head.hash,
  }
  db.prepare<[number, number, string, string, string, string, string, string]>(
    `INSERT INTO audit (seq, at, actor, action, subject, detail, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...([entry.seq, entry.at, actor, action, subject, entry.detail] as const),
    ...([entry.previousHash, hashOf(entry)] as const),
  )
}

export function auditHead(db: ReadDb): AuditHead {
  const last = db.prepare<[], AuditHead>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
  return last.get() ?? chainStart
}

export function listAudit(db: ReadDb, after: number, limit: number): readonly AuditEntry[] {
  return db
    .prepare<[number, number], AuditEntry>(
      `SELECT ${columns} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`,
    )
    .all(after, limit)
}

/** The last of one of these actions. */
export function lastAudit(db: ReadDb, first: string, second: string): AuditEntry | null {
  const last = db.prepare<[string, string], AuditEntry>(
    `SELECT ${columns} FROM audit WHERE action IN (?, ?) ORDER BY seq DESC LIMIT 1`,
  )
  return last.get(first, second) ?? null
}

/** Whether the entry follows the one before and says what it said when it was hashed. */
export function follows(before: AuditHead, entry: AuditEntry): boolean {
  const isNext = entry.seq === before.seq + 1 && entry.previousHash === before.hash
  return isNext && entry.hash === hashOf(entry)
}

/** SHA-256 of the entry as a JSON array, the hash before it among the rest. */
function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, actor, action, subject, detail, previousHash } = entry
  const canonical = JSON.stringify([seq, at, actor, action, subject, detail, previousHash])
  return createHash('sha256').update(canonical).digest('hex')
}

function detailText(detail: AuditNote['detail']): string {
  const text = JSON.stringify(detail)
  return text.length <= mostDetail ? text : JSON.stringify({ start: text.slice(0, mostDetail / 2) })
}
