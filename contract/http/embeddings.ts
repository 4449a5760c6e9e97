import { z } from 'zod'
import type { EmbeddingsAnswer } from '../wire/embeddings.ts'

/** The answer to `POST /v1/embeddings`. */
export const EmbeddingsList = z.looseObject({
  object: z.literal('list'),
  data: z.array(
    z.looseObject({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z
        .union([z.array(z.number()), z.string()])
        .describe('Numbers; with encoding_format base64, 32-bit floats, little-endian.'),
    }),
  ),
  model: z.string(),
  usage: z.looseObject({
    prompt_tokens: z.int().nonnegative(),
    total_tokens: z.int().nonnegative(),
  }),
}) satisfies z.ZodType<EmbeddingsAnswer>
