import { z } from 'zod'
import { SessionId } from '../ids.ts'

/** The body of `POST /api/chat`. */
export const SessionChatRequest = z.object({
  /** Left out, a new session is made and its id returned. */
  session_id: SessionId.optional(),
  message: z.string().min(1),
  /** Kept for the whole session until another is given. */
  system: z.string().nullish(),
  model: z.string().min(1).max(256).nullish(),
  stream: z.boolean().nullish(),
})
export type SessionChatRequest = z.infer<typeof SessionChatRequest>
