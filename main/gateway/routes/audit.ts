import { AuditQuery } from '#contract/http/audit'
import type { Route } from '../route.ts'

interface AuditEntry {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
  readonly previousHash: string
  readonly hash: string
}

type KeptHead = 'known' | 'missing' | 'unreadable'

/** The part of the audit log that its owner reads. */
export interface ReadAudit {
  list(after: number, limit: number): readonly AuditEntry[]
  check(): Promise<
    | { readonly isSound: true; readonly entries: number; readonly kept: KeptHead }
    | {
        readonly isSound: false
        readonly brokenAt: number
        readonly reason: 'changed' | 'missing'
        readonly kept: KeptHead
      }
  >
}

/** `/api/audit`: who changed what, and whether the log is as it was written. */
export function audit(log: ReadAudit): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/audit',
      access: 'owner',
      handle(call) {
        const { after, limit } = call.query(AuditQuery)
        const entries = log.list(after, limit)
        const last = entries.length === limit ? (entries.at(-1)?.seq ?? null) : null
        call.answer(200, { entries: entries.map(entryJson), next_after: last })
      },
    },
    {
      method: 'GET',
      path: '/api/audit/verify',
      access: 'owner',
      async handle(call) {
        const verdict = await log.check()
        call.answer(200, {
          sound: verdict.isSound,
          entries: verdict.isSound ? verdict.entries : verdict.brokenAt - 1,
          broken_at: verdict.isSound ? null : verdict.brokenAt,
          reason: verdict.isSound ? null : verdict.reason,
          kept_head: verdict.kept,
        })
      },
    },
  ]
}

function entryJson({ previousHash, hash, at, detail, ...entry }: AuditEntry) {
  return {
    ...entry,
    at: new Date(at).toISOString(),
    detail: JSON.parse(detail),
    previous_hash: previousHash,
    hash,
  }
}
