import { z } from 'zod'
import { mostInputs } from '../wire/embeddings.ts'

const model = z.string().min(1)
const count = z.int().nonnegative()

/** The body of `POST /api/embed`. What concerns the loading of a model is taken and not used. */
export const OllamaEmbedRequest = z.looseObject({
  model,
  input: z.union(
    [z.string(), z.array(z.string()).max(mostInputs)],
    `a text or a list of up to ${mostInputs} texts is expected`,
  ),
  dimensions: z.int().positive().nullish(),
})
export type OllamaEmbedRequest = z.infer<typeof OllamaEmbedRequest>

/** The answer to `POST /api/embed`; durations are in nanoseconds. */
export const OllamaEmbedAnswer = z.object({
  model: z.string(),
  embeddings: z.array(z.array(z.number())),
  total_duration: count,
  load_duration: count,
  prompt_eval_count: count,
})
export type OllamaEmbedAnswer = z.infer<typeof OllamaEmbedAnswer>

/** The body of `POST /api/embeddings`. */
export const OllamaEmbeddingsRequest = z.looseObject({ model, prompt: z.string() })
export type OllamaEmbeddingsRequest = z.infer<typeof OllamaEmbeddingsRequest>

/** The answer to `POST /api/embeddings`. */
export const OllamaEmbeddingsAnswer = z.object({ embedding: z.array(z.number()) })
