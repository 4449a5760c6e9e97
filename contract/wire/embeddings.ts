import { z } from 'zod'

/** OpenAI's own limit on the texts of one request. */
export const mostInputs = 2048

const token = z.int().nonnegative()

/**
 * The OpenAI embeddings request; fields that are not named here are carried along.
 * Source: openai 6.49.0, resources/embeddings.
 */
export const EmbeddingsRequest = z.looseObject({
  /** Absent, or `auto`: the worker's own default. */
  model: z.string().min(1).nullish(),
  input: z.union(
    [
      z.string().min(1),
      z.array(z.string().min(1)).min(1).max(mostInputs),
      z.array(token).min(1),
      z.array(z.array(token).min(1)).min(1).max(mostInputs),
    ],
    `a text that is not empty, or a list of 1 to ${mostInputs} of them, is expected`,
  ),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().positive().max(65_536).nullish(),
})
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>

/** Numbers, or the base64 of them as 32-bit floats, little-endian. */
export type Vector = readonly number[] | string

export interface EmbeddingsAnswer {
  readonly object: 'list'
  readonly data: readonly {
    readonly object: 'embedding'
    readonly index: number
    readonly embedding: Vector
    readonly [more: string]: unknown
  }[]
  readonly model: string
  readonly usage: {
    readonly prompt_tokens: number
    readonly total_tokens: number
    readonly [more: string]: unknown
  }
  readonly [more: string]: unknown
}
