import { z } from 'zod'
import { TokenUsage } from './chat-completions.ts'

/** The body of `POST /v1/completions`, OpenAI's older form. Source: openai 6.49.0, resources/completions. */
export const TextCompletionRequest = z.looseObject({
  model: z.string().min(1).nullish(),
  prompt: z
    .union([z.string(), z.array(z.string()).min(1).max(20)])
    .describe('A text, or up to 20; more than one only where the answer is not streamed.'),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().positive().nullish(),
  n: z.int().positive().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
})
export type TextCompletionRequest = z.infer<typeof TextCompletionRequest>

/** The answer; streamed, each `data:` line holds the same with a piece of the text. */
export const TextCompletionAnswer = z.looseObject({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      text: z.string(),
      logprobs: z.null(),
      finish_reason: z.string().nullable(),
    }),
  ),
  usage: TokenUsage.nullable().exactOptional(),
})
