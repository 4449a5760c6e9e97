import { z } from 'zod'
import type { ModelRequest } from './provider.ts'

/** What the client wants the answer to look like. */
export type AnswerFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'schema'; readonly schema: JsonSchema }

export type JsonSchema = Readonly<Record<string, unknown>>

const Format = z.union([
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }),
  }),
])

export function answerFormat(request: ModelRequest): AnswerFormat {
  const { data } = Format.safeParse(request['response_format'])
  if (!data) return { kind: 'text' }
  return data.type === 'json_object'
    ? { kind: 'json' }
    : { kind: 'schema', schema: data.json_schema.schema }
}

export function mostTokens(request: ModelRequest): number | null {
  return request.max_completion_tokens ?? request.max_tokens ?? null
}

export function stopSequences(request: ModelRequest): readonly string[] {
  const { stop } = request
  if (stop === null || stop === undefined) return []
  return (typeof stop === 'string' ? [stop] : stop).filter(text => text !== '')
}
