import { EmbeddingsRequest } from '#contract/wire/embeddings'
import type { Route } from '../exchange.ts'
import { inEncoding } from '../vector-encoding.ts'
import { type WholeParts, wholeRoute } from './whole.ts'

export function embeddingsRoute(parts: WholeParts): Route {
  return wholeRoute(parts, 'embeddings', EmbeddingsRequest, async (provider, request, signal) =>
    inEncoding(await provider.embed(request, signal), request.encoding_format ?? 'float'),
  )
}
