import { z } from 'zod'

export const ListedBackup = z.object({
  id: z.string().describe('Its file in the folder backups, without .db.'),
  created_at: z.iso.datetime(),
  bytes: z.int().nonnegative(),
  kind: z
    .enum(['backup', 'before-restore'])
    .describe('before-restore: what a restore replaced, the way back from it.'),
})

/** The answer to `GET /api/backups`, the newest first. */
export const ListedBackups = z.object({
  backups: z.array(ListedBackup),
  running: z
    .object({
      since: z.iso.datetime(),
      share: z.number().min(0).max(1).describe('How much of it is copied.'),
    })
    .nullable(),
  failed_at: z.iso
    .datetime()
    .nullable()
    .describe('When the last try failed; null when it did not.'),
})

/** The answer to `POST /api/backups/{id}/restore`: the root node starts anew with it. */
export const AcceptedRestore = z.object({ id: z.string(), restarting: z.literal(true) })

/** The answer to `POST /api/backups/cancel`. */
export const CancelledBackup = z.object({
  cancelled: z.boolean().describe('false: none was being made.'),
})
