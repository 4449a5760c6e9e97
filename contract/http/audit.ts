import { z } from 'zod'
import { pageLimit } from './page.ts'

const seq = z.int().positive()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What `GET /api/audit` takes. */
export const AuditQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('The seq of the last entry known.'),
  limit: pageLimit,
})

export const AuditEntry = z.object({
  seq,
  at: z.iso.datetime(),
  actor: z
    .string()
    .describe('owner, window, root, stranger, or app: and the id of an app whose key was sent.'),
  action: z.string().describe('Such as app.added or backup.restored.'),
  subject: z.string().describe('What it was done to.'),
  detail: z.record(z.string(), z.unknown()),
  previous_hash: hash,
  hash: hash.describe(
    'SHA-256 of the JSON array [seq, at in milliseconds, actor, action, subject, detail as JSON text, previous_hash].',
  ),
})

/** The answer to `GET /api/audit`, the oldest first. */
export const AuditPage = z.object({
  entries: z.array(AuditEntry),
  next_after: seq.nullable().describe('Null at the end.'),
})

/** The answer to `GET /api/audit/verify`. */
export const AuditCheck = z.object({
  sound: z.boolean(),
  entries: z.int().nonnegative().describe('That follow one another, from the first on.'),
  broken_at: seq.nullable().describe('The first entry that is not as it was written.'),
  reason: z
    .enum(['changed', 'missing'])
    .nullable()
    .describe('Missing: it was there, and the log goes on or ends without it.'),
  kept_head: z
    .enum(['known', 'missing', 'unreadable'])
    .describe('The end as kept outside the database; without it, a cut at the end is not seen.'),
})
