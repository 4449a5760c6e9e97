import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Span, TraceFacts, Tracing } from '#contract/tracing'
import { capabilityNames, capabilityPaths } from '#contract/wire/capability'
import { WireFault } from './wire-fault.ts'

/** As the conventions call what a capability does. */
export const operations = {
  chat: 'chat',
  embeddings: 'embeddings',
  images: 'generate_content',
} as const

/** A request as a part of the attempt that the root node makes. */
export function beginTrace(
  tracing: Tracing,
  { url = '', headers }: IncomingMessage,
  id: string,
): Span {
  const { traceparent } = headers
  const operation = operationOf(url)
  return tracing.begin(typeof traceparent === 'string' ? traceparent : null, {
    name: operation,
    kind: 'server',
    facts: { 'gen_ai.operation.name': operation, 'banyan.request.id': id },
  })
}

interface Over {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** As they stand in the log. */
  readonly facts: Readonly<Record<string, unknown>>
}

export function endTrace(span: Span, { request, response, facts }: Over): void {
  const { model, provider, promptTokens, completionTokens, code } = facts
  const operation = operationOf(request.url ?? '')
  const isGone = code === 'client_gone'
  span.end({
    ...(typeof model === 'string' ? { name: `${operation} ${model.slice(0, 100)}` } : {}),
    facts: {
      ...modelFacts(provider, model),
      'gen_ai.usage.input_tokens': numberOrNone(promptTokens),
      'gen_ai.usage.output_tokens': numberOrNone(completionTokens),
      'http.response.status_code': isGone ? 499 : response.statusCode,
    },
    failure: typeof code === 'string' ? code : null,
  })
}

/** A call of a provider, as a part of the request. */
export interface ProviderCall {
  readonly operation: string
  readonly provider: string
  readonly model: string
}

/** Follows one that answers in a piece, where requests are traced. */
export async function traceCall<T>(
  trace: Span | null,
  call: ProviderCall,
  answer: Promise<T>,
): Promise<T> {
  if (trace === null) return answer
  const span = beginCall(trace, call)
  try {
    const result = await answer
    span.end({ facts: {}, failure: null })
    return result
  } catch (error) {
    span.end({ facts: {}, failure: failureOf(error) })
    throw error
  }
}

/** Follows one that answers bit by bit. */
export async function* traceStream<T>(
  trace: Span,
  call: ProviderCall,
  pieces: AsyncIterable<T>,
): AsyncGenerator<T> {
  const span = beginCall(trace, call)
  let failure: string | null = 'client_gone'
  try {
    let isFirst = true
    for await (const piece of pieces) {
      if (isFirst) span.event('first token')
      isFirst = false
      yield piece
    }
    failure = null
  } catch (error) {
    failure = failureOf(error)
    throw error
  } finally {
    span.end({ facts: {}, failure })
  }
}

function beginCall(trace: Span, { operation, provider, model }: ProviderCall): Span {
  return trace.child({
    name: `${operation} ${model.slice(0, 100)}`,
    kind: 'client',
    facts: { 'gen_ai.operation.name': operation, ...modelFacts(provider, model) },
  })
}

function failureOf(error: unknown): string {
  return error instanceof WireFault ? (error.code ?? String(error.status)) : 'internal'
}

function operationOf(url: string): string {
  const [path = ''] = url.split('?')
  const capability = capabilityNames.find(name => capabilityPaths[name] === path)
  return capability ? operations[capability] : 'request'
}

/** As the conventions call who serves it; nothing of what is not known yet. */
function modelFacts(provider: unknown, model: unknown): TraceFacts {
  return {
    'gen_ai.provider.name': provider === 'gemini' ? 'gcp.gemini' : textOrNone(provider),
    'gen_ai.request.model': textOrNone(model),
  }
}

const textOrNone = (value: unknown) => (typeof value === 'string' ? value : null)
const numberOrNone = (value: unknown) => (typeof value === 'number' ? value : null)
