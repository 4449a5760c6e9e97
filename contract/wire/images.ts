import { z } from 'zod'

/**
 * The OpenAI image generation request; fields that are not named here are carried along.
 * Source: openai 6.49.0, resources/images.
 */
export const ImagesRequest = z.looseObject({
  /** Absent, or `auto`: the worker's own default. */
  model: z.string().min(1).nullish(),
  prompt: z.string().min(1).max(32_000),
  n: z.int().min(1).max(10).nullish(),
  size: z
    .string()
    .regex(/^(auto|\d{1,5}x\d{1,5})$/, 'auto, or WIDTHxHEIGHT, is expected')
    .nullish(),
  response_format: z.enum(['url', 'b64_json']).nullish(),
  stream: z.literal(false, 'images are not streamed here; leave it out').nullish(),
})
export type ImagesRequest = z.infer<typeof ImagesRequest>

export interface ImagesAnswer {
  /** Seconds since 1970. */
  readonly created: number
  readonly data: readonly {
    readonly b64_json?: string
    readonly url?: string
    readonly [more: string]: unknown
  }[]
  readonly [more: string]: unknown
}
