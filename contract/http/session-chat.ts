import { z } from 'zod'
import { SessionId } from '../ids.ts'
import { ErrorBody, TokenUsage } from './chat-completions.ts'
import { ConsensusField, ConsensusReport, ConsensusVote } from './consensus.ts'

/** The body of `POST /api/chat`. */
export const SessionChatRequest = z.object({
  session_id: SessionId.refine(text => !text.includes('\0'), 'a null character is not allowed')
    .optional()
    .describe('Left out, a new session is made and its id returned.'),
  message: z.string().min(1),
  system: z
    .string()
    .nullish()
    .describe('Kept for the whole session until another is given; an empty one takes it away.'),
  model: z.string().min(1).max(256).nullish(),
  stream: z.boolean().nullish(),
  consensus: ConsensusField.nullish().describe('Several workers answer, and vote.'),
})
export type SessionChatRequest = z.infer<typeof SessionChatRequest>

/** The answer to `POST /api/chat`; given when the turn is stored. */
export const SessionChatAnswer = z.object({
  response: z.string(),
  session_id: SessionId,
  worker_id: z.string().describe('One of the ids of GET /api/workers.'),
  model: z.string(),
  usage: TokenUsage.nullable(),
  latency_ms: z.int().nonnegative(),
  finish_reason: z.string().nullable(),
  consensus: ConsensusReport.exactOptional().describe('Where one was asked for.'),
})

/** What each `data:` line holds when `POST /api/chat` is streamed; `done` or `error` is the last. */
export const SessionChatEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), session_id: SessionId }),
  z.object({ type: z.literal('delta'), content: z.string() }),
  z
    .object({ type: z.literal('restart') })
    .describe('A worker failed and the next one says something else: the deltas so far are void.'),
  ConsensusVote.extend({ type: z.literal('vote') }),
  SessionChatAnswer.extend({ type: z.literal('done') }),
  ErrorBody.extend({ type: z.literal('error') }),
])
