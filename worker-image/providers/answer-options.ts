import { z } from 'zod'
import type { ModelRequest } from './provider.ts'
import { refuseUse } from './refuse.ts'

/** What the client wants the answer to look like. */
export type AnswerFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'schema'; readonly schema: JsonSchema }

export type JsonSchema = Readonly<Record<string, unknown>>

const Format = z.union([
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ schema: z.record(z.string(), z.unknown()).optional() }),
  }),
])

export function answerFormat(request: ModelRequest): AnswerFormat {
  const { data, success } = Format.nullish().safeParse(request['response_format'])
  if (!success) refuseUse(request, 'response_format', [])
  if (!data || data.type === 'text') return { kind: 'text' }
  const schema = data.type === 'json_schema' ? data.json_schema.schema : undefined
  return schema ? { kind: 'schema', schema } : { kind: 'json' }
}

export function mostTokens(request: ModelRequest): number | null {
  return request.max_completion_tokens ?? request.max_tokens ?? null
}

export function stopSequences(request: ModelRequest): readonly string[] {
  const { stop } = request
  if (stop === null || stop === undefined) return []
  return (typeof stop === 'string' ? [stop] : stop).filter(text => text !== '')
}
