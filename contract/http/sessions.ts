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
  title: z.string().describe('The beginning of the first message.'),
  message_count: z.int().nonnegative(),
  updated_at: time,
})

/** The answer to `GET /api/sessions`, the newest first. */
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
