import type { BatchEmbedContentsRequest, EmbedContentRequest } from '@google/generative-ai'
import { z } from 'zod'
import type { EmbeddingsAnswer } from '#contract/wire/embeddings'
import { estimatedUsage, inputTexts } from './embed-input.ts'
import type { EmbedRequest } from './provider.ts'

/** The part of Google's SDK that makes vectors. */
interface EmbedModel {
  batchEmbedContents(
    request: BatchEmbedContentsRequest,
    options: { readonly signal: AbortSignal },
  ): Promise<unknown>
}

/** Google takes no more at once. */
const mostAtOnce = 100

const Answer = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()).min(1) })) })

export async function geminiEmbeddings(
  model: EmbedModel,
  request: EmbedRequest,
  signal: AbortSignal,
): Promise<EmbeddingsAnswer> {
  const texts = inputTexts(request)
  const vectors: (readonly number[])[] = []
  while (vectors.length < texts.length) {
    signal.throwIfAborted()
    const batch = texts.slice(vectors.length, vectors.length + mostAtOnce)
    const requests = batch.map(text => part(text, request.dimensions ?? null))
    const { embeddings } = Answer.refine(
      ({ embeddings: got }) => got.length === batch.length,
    ).parse(await model.batchEmbedContents({ requests }, { signal }))
    vectors.push(...embeddings.map(({ values }) => unitLength(values)))
  }
  return {
    object: 'list',
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    model: request.model,
    usage: estimatedUsage(request),
  }
}

function part(text: string, dimensions: number | null): EmbedContentRequest {
  const cut = dimensions === null ? {} : { outputDimensionality: dimensions }
  return { content: { role: 'user', parts: [{ text }] }, ...cut }
}

/** OpenAI promises it; of Gemini's vectors only the longest are. */
function unitLength(values: readonly number[]): readonly number[] {
  const length = Math.hypot(...values)
  return length === 0 ? values : values.map(value => Math.fround(value / length))
}
