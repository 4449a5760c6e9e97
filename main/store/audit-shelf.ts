import {
  type AuditHead,
  type AuditNote,
  auditHead,
  chainStart,
  follows,
  lastAudit,
  listAudit,
} from './audit.ts'
import type { ReadDb } from './connection.ts'
import type { OpenDatabase } from './open-database.ts'

/** The audit log of one database, in the shape that main/audit asks for. */
export function auditShelf({ read, writes }: OpenDatabase) {
  return {
    ...readAudit(read),
    add: (note: AuditNote) => writes.run('noteInAudit', note),
    onGrown: (listener: () => void) => writes.onAudited(listener),
  }
}

/** What of it can be asked without writing. */
export function readAudit(read: ReadDb) {
  return {
    start: chainStart,
    head: () => auditHead(read),
    list: (after: number, limit: number) => listAudit(read, after, limit),
    last: (first: string, second: string) => lastAudit(read, first, second),
    /** Looks at the next few entries; `sound` is how far they follow one another. */
    follow(before: AuditHead, limit: number) {
      const entries = listAudit(read, before.seq, limit)
      let sound = before
      for (const entry of entries) {
        if (!follows(sound, entry)) return { sound, isBroken: true, isEnd: false }
        sound = entry
      }
      return { sound, isBroken: false, isEnd: entries.length < limit }
    },
  }
}
