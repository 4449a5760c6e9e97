import { randomUUID } from 'node:crypto'
import type { ResponsesRequest } from '#contract/http/responses'
import type { ChatCompletion, Usage, WireError } from '#contract/wire/chat'
import { type AnswerPart, wholeParts } from './answer-parts.ts'
import type { Fields } from './fields.ts'
import { tokenCounts } from './token-usage.ts'

/** Where a response stands, with what is known then. */
export type ResponseState =
  | { readonly status: 'in_progress' }
  | {
      readonly status: 'ended'
      readonly finish: string | null
      readonly output: readonly Fields[]
      readonly usage: Usage | null
    }
  | {
      readonly status: 'failed'
      readonly error: WireError['error']
      readonly output: readonly Fields[]
    }

export interface ResponseIdentity {
  readonly id: string
  readonly created: number
  readonly model: string
}

/** A whole OpenAI chat answer as a response. */
export function toResponse(completion: ChatCompletion, request: ResponsesRequest) {
  return responseObject(identityOf(completion), request, {
    status: 'ended',
    finish: completion.choices[0]?.finish_reason ?? null,
    output: wholeParts(completion).map(part => itemOf(part, itemId(part.kind))),
    usage: completion.usage ?? null,
  })
}

export function identityOf(answer: ResponseIdentity): ResponseIdentity {
  const id = `resp_${answer.id.replace(/^chatcmpl-/, '')}`
  return { id, created: answer.created, model: answer.model }
}

/** The response with every field that OpenAI's own has; SDKs read them without looking whether they are there. */
export function responseObject(
  { id, created, model }: ResponseIdentity,
  request: ResponsesRequest,
  state: ResponseState,
) {
  return {
    id,
    object: 'response',
    created_at: created,
    model,
    ...stateFields(state),
    background: false,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: null,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: null },
    service_tier: 'default',
    store: false,
    temperature: request.temperature ?? 1,
    text: { format: { type: 'text' }, ...request.text },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    top_logprobs: 0,
    top_p: request.top_p ?? 1,
    truncation: 'disabled',
    user: null,
  } as const
}

function stateFields(state: ResponseState): Fields {
  const running = { error: null, incomplete_details: null, output: [], usage: null }
  switch (state.status) {
    case 'in_progress':
      return { ...running, status: 'in_progress', completed_at: null }
    case 'failed': {
      const code = /rate_limit|busy/.test(`${state.error.type} ${state.error.code}`)
        ? 'rate_limit_exceeded'
        : 'server_error'
      const error = { code, message: state.error.message }
      return { ...running, status: 'failed', completed_at: null, error, output: state.output }
    }
    case 'ended': {
      const reason = whyIncomplete(state.finish)
      return {
        error: null,
        status: reason ? 'incomplete' : 'completed',
        completed_at: reason ? null : Math.floor(Date.now() / 1000),
        incomplete_details: reason ? { reason } : null,
        output: state.output,
        usage: responsesUsage(state.usage),
      }
    }
  }
}

/** Null when the answer is whole. */
export function whyIncomplete(finish: string | null): string | null {
  if (finish === 'length') return 'max_output_tokens'
  return finish === 'content_filter' ? 'content_filter' : null
}

function responsesUsage(usage: Usage | null) {
  if (!usage) return null
  const { prompt, cacheRead, completion, reasoning } = tokenCounts(usage)
  return {
    input_tokens: prompt,
    input_tokens_details: { cached_tokens: cacheRead },
    output_tokens: completion,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: prompt + completion,
  }
}

const idPrefixes = { reasoning: 'rs', text: 'msg', refusal: 'msg', call: 'fc' } as const

export function itemId(kind: AnswerPart['kind']): string {
  return `${idPrefixes[kind]}_${randomUUID().replaceAll('-', '')}`
}

/** One item of `output`, whole. */
export function itemOf(part: AnswerPart, id: string): Fields {
  switch (part.kind) {
    case 'reasoning':
      return { id, type: 'reasoning', summary: [contentOf(part)], status: 'completed' }
    case 'text':
    case 'refusal':
      return {
        id,
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [contentOf(part)],
      }
    case 'call':
      return {
        id,
        type: 'function_call',
        status: 'completed',
        call_id: part.id,
        name: part.name,
        arguments: part.text || '{}',
      }
  }
}

export function contentOf(part: { readonly kind: string; readonly text: string }): Fields {
  switch (part.kind) {
    case 'reasoning':
      return { type: 'summary_text', text: part.text }
    case 'refusal':
      return { type: 'refusal', refusal: part.text }
    default:
      return { type: 'output_text', text: part.text, annotations: [], logprobs: [] }
  }
}
