import { z } from 'zod'
import type { EmbeddingsAnswer, Vector } from '#contract/wire/embeddings'
import { estimatedUsage, inputCount } from './embed-input.ts'
import type { EmbedRequest } from './provider.ts'

const count = z.number()
const Answer = z.looseObject({
  data: z.array(
    z.looseObject({
      // Not looked into: it may hold millions of numbers.
      embedding: z.custom<Vector>(value => typeof value === 'string' || Array.isArray(value)),
    }),
  ),
  model: z.string().optional(),
  usage: z.looseObject({ prompt_tokens: count, total_tokens: count }).nullish(),
})

/** What a server of this protocol answered, with what some of them leave out. Throws a ZodError for nonsense. */
export function openaiEmbeddings(raw: unknown, request: EmbedRequest): EmbeddingsAnswer {
  const { data, model, usage, ...more } = Answer.refine(
    answer => answer.data.length === inputCount(request),
  ).parse(raw)
  return {
    ...more,
    object: 'list',
    data: data.map((one, index) => ({ index, ...one, object: 'embedding' })),
    model: model ?? request.model,
    usage: usage ?? estimatedUsage(request),
  }
}
