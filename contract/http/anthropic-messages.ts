import { z } from 'zod'

/** Anthropic's Messages API, as far as Banyan looks into it. Source: @anthropic-ai/sdk 1.12.0. */
const Block = z.looseObject({ type: z.string() })
const Blocks = z.union([z.string(), z.array(Block)])

export const AnthropicMessage = z.looseObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: Blocks,
})
export type AnthropicMessage = z.infer<typeof AnthropicMessage>

export const AnthropicTool = z.looseObject({
  type: z
    .string()
    .nullish()
    .describe('`custom`, or left out; tools that Anthropic runs are refused.'),
  name: z.string().min(1),
  description: z.string().optional(),
  input_schema: z.record(z.string(), z.unknown()).optional(),
})
export type AnthropicTool = z.infer<typeof AnthropicTool>

/** The body of `POST /v1/messages/count_tokens`. */
export const AnthropicCountRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(AnthropicMessage).min(1),
  system: Blocks.nullish(),
  tools: z.array(AnthropicTool).nullish(),
})
export type AnthropicCountRequest = z.infer<typeof AnthropicCountRequest>

/** The body of `POST /v1/messages`. */
export const AnthropicRequest = AnthropicCountRequest.extend({
  max_tokens: z.int().positive(),
  stream: z.boolean().nullish(),
  stop_sequences: z.array(z.string()).nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_k: z.int().nullish(),
  tool_choice: z
    .looseObject({
      type: z.enum(['auto', 'any', 'tool', 'none']),
      name: z.string().optional(),
      disable_parallel_tool_use: z.boolean().nullish(),
    })
    .nullish(),
  thinking: z
    .looseObject({
      type: z.enum(['enabled', 'disabled', 'adaptive']),
      budget_tokens: z.int().positive().optional(),
    })
    .nullish(),
})
export type AnthropicRequest = z.infer<typeof AnthropicRequest>

/** The answer to `POST /v1/messages`. */
export const AnthropicAnswer = z.looseObject({
  id: z.string(),
  type: z.literal('message'),
  role: z.literal('assistant'),
  model: z.string(),
  content: z.array(Block),
  stop_reason: z.enum(['end_turn', 'max_tokens', 'stop_sequence', 'tool_use', 'refusal']),
  stop_sequence: z.string().nullable(),
  usage: z.looseObject({
    input_tokens: z.int().nonnegative(),
    output_tokens: z.int().nonnegative(),
    cache_creation_input_tokens: z.int().nonnegative(),
    cache_read_input_tokens: z.int().nonnegative(),
  }),
})
export type AnthropicAnswer = z.infer<typeof AnthropicAnswer>

/** What each `data:` line holds when it is streamed; `event:` names its type. */
export const AnthropicEvent = z.looseObject({ type: z.string() })

export const AnthropicTokenCount = z.object({
  input_tokens: z.int().nonnegative().describe('An estimate: no model counts it.'),
})
