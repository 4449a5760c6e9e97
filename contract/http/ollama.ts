import { z } from 'zod'

/** Ollama's own API, as far as Banyan looks into it. Source: docs.ollama.com/api, ollama 0.6.4 of npm. */
const Think = z.union([z.boolean(), z.enum(['low', 'medium', 'high'])])
const Format = z.union([z.string(), z.record(z.string(), z.unknown())])
const Options = z.looseObject({
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_k: z.int().nullish(),
  seed: z.int().nullish(),
  num_predict: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  presence_penalty: z.number().nullish(),
  frequency_penalty: z.number().nullish(),
})

const common = {
  model: z.string().min(1),
  stream: z.boolean().nullish().describe('True where it is left out.'),
  format: Format.nullish().describe('`json`, or a JSON schema.'),
  options: Options.nullish().describe(
    'What tunes an engine of its own, like num_ctx, is passed over.',
  ),
  think: Think.nullish(),
  keep_alive: z.union([z.string(), z.number()]).nullish(),
}

export const OllamaCall = z.looseObject({
  id: z.string().optional(),
  function: z.looseObject({
    name: z.string(),
    arguments: z.record(z.string(), z.unknown()).optional(),
  }),
})
export type OllamaCall = z.infer<typeof OllamaCall>

export const OllamaMessage = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string().nullish(),
  images: z.array(z.string()).nullish().describe('In base64.'),
  tool_calls: z.array(OllamaCall).nullish(),
  tool_name: z.string().nullish(),
  tool_call_id: z.string().nullish(),
})
export type OllamaMessage = z.infer<typeof OllamaMessage>

const Tool = z.looseObject({
  type: z.string(),
  function: z.looseObject({ name: z.string() }),
})

/** The body of `POST /api/chat` when it is Ollama's: it has `messages`, and no `session_id` or `message`. */
export const OllamaChatRequest = z.looseObject({
  ...common,
  messages: z.array(OllamaMessage),
  tools: z.array(Tool).nullish(),
})
export type OllamaChatRequest = z.infer<typeof OllamaChatRequest>

/** The body of `POST /api/generate`. */
export const OllamaGenerateRequest = z.looseObject({
  ...common,
  prompt: z.string().nullish(),
  suffix: z.string().nullish(),
  system: z.string().nullish(),
  template: z.string().nullish(),
  raw: z.boolean().nullish(),
  context: z.array(z.number()).nullish(),
  images: z.array(z.string()).nullish(),
})
export type OllamaGenerateRequest = z.infer<typeof OllamaGenerateRequest>

/** The body of `POST /api/show`. */
export const OllamaShowRequest = z.looseObject({
  model: z.string().optional(),
  name: z.string().optional(),
})

/** One line of an answer; the last one, or the only one, has `done: true` and the counts. */
export const OllamaLine = z.looseObject({
  model: z.string(),
  created_at: z.string(),
  done: z.boolean(),
  done_reason: z.string().exactOptional(),
  total_duration: z.int().exactOptional().describe('This and every duration: in nanoseconds.'),
  prompt_eval_count: z.int().exactOptional(),
  eval_count: z.int().exactOptional(),
})

export const OllamaModels = z.object({
  models: z.array(z.looseObject({ name: z.string(), model: z.string(), digest: z.string() })),
})

export const OllamaModel = z.looseObject({
  capabilities: z.array(z.string()),
  model_info: z.record(z.string(), z.unknown()),
})

export const OllamaVersion = z.object({ version: z.string() })

export const OllamaRunning = z.object({ models: z.array(z.never()) })
