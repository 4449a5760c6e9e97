import { z } from 'zod'
import type { ChatChunk, ChatCompletion, Usage, WireError } from '../wire/chat.ts'

/** OpenAI's own shapes, as far as Banyan promises them; a worker's further fields come along. */
export const TokenUsage = z.looseObject({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative(),
}) satisfies z.ZodType<Usage>

const seconds = z.int().describe('Seconds since 1970.')

/** The answer to `POST /v1/chat/completions`. */
export const ChatCompletionAnswer = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: seconds,
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      message: z.looseObject({ role: z.literal('assistant'), content: z.string().nullable() }),
      finish_reason: z.string().nullable(),
    }),
  ),
  usage: TokenUsage.exactOptional(),
}) satisfies z.ZodType<ChatCompletion>

/** What each `data:` line holds when it is streamed; `[DONE]` is the last. */
export const ChatCompletionChunk = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: seconds,
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      delta: z.looseObject({
        role: z.literal('assistant').exactOptional(),
        content: z.string().nullable().exactOptional(),
      }),
      finish_reason: z.string().nullable(),
    }),
  ),
  usage: TokenUsage.nullable()
    .exactOptional()
    .describe('In one last chunk of its own, with stream_options.include_usage.'),
}) satisfies z.ZodType<ChatChunk>

/** Every error, of every route. */
export const ErrorBody = z.object({
  error: z.object({
    message: z.string().describe('What was wrong and what to do.'),
    type: z.string(),
    code: z.string().nullable(),
    param: z.string().nullable().describe('The field that was wrong.'),
  }),
}) satisfies z.ZodType<WireError>
