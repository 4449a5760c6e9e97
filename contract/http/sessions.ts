import { z } from 'zod'
import { SessionId } from '../ids.ts'
import { TokenUsage } from './chat-completions.ts'
import { cursor, pageLimit } from './page.ts'

const time = z.iso.datetime()

/** What `GET /api/sessions` takes. */
export const SessionsQuery = z.strictObject({
  search: z.string().max(256).default('').describe('In all that was said, of any script.'),
  limit: pageLimit,
  cursor,
})

export const ListedSession = z.object({
  id: SessionId,
  title: z.string().describe('The beginning of the first message, or what it was called since.'),
  pinned: z.boolean().describe('Kept before the others.'),
  message_count: z.int().nonnegative(),
  updated_at: time,
})

/** A title as it is shown in one line: without what breaks or hides it. */
export const SessionTitle = z
  .string()
  .max(1_000)
  .transform(text => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  .pipe(z.string().min(1).max(120))

/** The body of `PATCH /api/sessions/{id}`. */
export const SessionChanges = z
  .strictObject({ title: SessionTitle.optional(), pinned: z.boolean().optional() })
  .refine(changes => Object.keys(changes).length > 0, 'nothing is to be changed')

/** The answer to `PATCH /api/sessions/{id}`. */
export const ChangedSession = z.object({ id: SessionId, changed: z.literal(true) })

/** The answer to `GET /api/sessions`: the pinned ones, then the others, the newest first. */
export const ListedSessions = z.object({
  sessions: z.array(ListedSession),
  next_cursor: z.string().nullable().describe('Null at the end.'),
})

/** The answer to `GET /api/sessions/{id}`. */
export const WholeSession = z.object({
  id: SessionId,
  system: z.string().nullable(),
  messages: z.array(
    z.object({
      role: z.enum(['user', 'assistant']),
      content: z.string(),
      created_at: time,
      worker_id: z.string().nullable().describe('Null, like what follows, on what the user said.'),
      model: z.string().nullable(),
      latency_ms: z.number().nonnegative().nullable(),
      usage: TokenUsage.nullable(),
    }),
  ),
})
