import { z } from 'zod'

/** The Responses API, as far as Banyan looks into it. Source: openai 6.49.0, resources/responses. */
export const ResponsesItem = z.looseObject({ type: z.string().optional() })
export type ResponsesItem = z.infer<typeof ResponsesItem>

export const ResponsesTool = z.looseObject({
  type: z.string().describe('`function`; tools that OpenAI runs are refused.'),
  name: z.string().optional(),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
})
export type ResponsesTool = z.infer<typeof ResponsesTool>

/** The body of `POST /v1/responses`. Nothing is stored, so what refers to stored things is refused. */
export const ResponsesRequest = z.looseObject({
  model: z.string().min(1).nullish(),
  input: z.union([z.string(), z.array(ResponsesItem).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  tools: z.array(ResponsesTool).nullish(),
  tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  text: z
    .looseObject({
      format: z.looseObject({ type: z.string() }).nullish(),
      verbosity: z.string().nullish(),
    })
    .nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
  max_output_tokens: z.int().positive().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
})
export type ResponsesRequest = z.infer<typeof ResponsesRequest>

/** The answer; `store` is false, whatever was asked. */
export const ResponsesAnswer = z.looseObject({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.int(),
  status: z.enum(['completed', 'incomplete', 'in_progress', 'failed']),
  model: z.string(),
  output: z.array(z.looseObject({ type: z.string(), id: z.string() })),
  store: z.literal(false),
})

/** What each `data:` line holds when it is streamed; `event:` names its type. */
export const ResponsesEvent = z.looseObject({ type: z.string(), sequence_number: z.int() })
