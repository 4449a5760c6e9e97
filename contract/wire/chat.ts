import { z } from 'zod'

/**
 * The OpenAI chat completion, as far as Banyan looks into it. Every object is loose: fields
 * that are not named here are carried along untouched.
 * Source: openai 6.49.0, resources/chat/completions.
 */
export const ChatMessage = z.looseObject({
  role: z.string().min(1),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() })), z.null()]).optional(),
})
export type ChatMessage = z.infer<typeof ChatMessage>

export const ChatTool = z.looseObject({
  type: z.string(),
  function: z
    .looseObject({
      name: z.string(),
      description: z.string().optional(),
      parameters: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
})
export type ChatTool = z.infer<typeof ChatTool>

export const ChatRequest = z.looseObject({
  /** Absent, or `auto`: the worker's own default. */
  model: z.string().min(1).optional(),
  messages: z.array(ChatMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(ChatTool).nullish(),
  tool_choice: z.unknown().optional(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
})
export type ChatRequest = z.infer<typeof ChatRequest>

/** The model name that means "whatever answers by default". */
export const anyModel = 'auto'

export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly [more: string]: unknown
}

export interface ToolCallDelta {
  /** Position among the tool calls of this answer, from 0. */
  readonly index: number
  readonly id?: string
  readonly type?: 'function'
  readonly function?: { readonly name?: string; readonly arguments?: string }
}

export interface ChatDelta {
  readonly role?: 'assistant'
  readonly content?: string | null
  readonly reasoning_content?: string
  readonly tool_calls?: readonly ToolCallDelta[]
  readonly refusal?: string | null
  readonly [more: string]: unknown
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter'

export interface ChatChunk {
  readonly id: string
  readonly object: 'chat.completion.chunk'
  /** Seconds since 1970, the same on every chunk of one answer. */
  readonly created: number
  readonly model: string
  readonly choices: readonly {
    readonly index: number
    readonly delta: ChatDelta
    readonly finish_reason: FinishReason | (string & {}) | null
    readonly [more: string]: unknown
  }[]
  readonly usage?: Usage | null
  readonly [more: string]: unknown
}

export interface ChatCompletion {
  readonly id: string
  readonly object: 'chat.completion'
  readonly created: number
  readonly model: string
  readonly choices: readonly {
    readonly index: number
    readonly message: {
      readonly role: 'assistant'
      readonly content: string | null
      readonly [more: string]: unknown
    }
    readonly finish_reason: string | null
    readonly [more: string]: unknown
  }[]
  readonly usage?: Usage
  readonly [more: string]: unknown
}

/** The error shape of OpenAI, in a body or as one `data:` line of a stream. */
export interface WireError {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly code: string | null
    readonly param: string | null
  }
}

/** Ends every complete stream. */
export const streamEnd = 'data: [DONE]\n\n'
