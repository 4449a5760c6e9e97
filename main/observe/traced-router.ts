import type { Fault } from '#contract/fault'
import type { TokenCounts } from '#contract/model/token-counts'
import type { Span, Tracing } from '#contract/tracing'
import type { Capability } from '#contract/wire/capability'
import type { Exchange } from '../base/exchange.ts'

interface Request {
  readonly requestId: string
  readonly capability?: Capability
  readonly model: string | null
  readonly isStream: boolean
  readonly caller: {
    readonly app: { readonly id: string }
    readonly route: string
    readonly traceparent: string | null
  }
}

interface Over {
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly status: number
  readonly fault: Fault | null
  readonly attempts: number
  readonly rescues: number
  readonly answeredModel: string | null
  readonly tokens: TokenCounts | null
}

interface Router<R, S, O> {
  route(request: R, sink: S, onOver: (record: O) => void): Exchange
}

const operations = { chat: 'chat', embeddings: 'embeddings', images: 'generate_content' } as const

/** A router each of whose requests is a span, and each attempt at it a span within. */
export function tracedRouter<R extends Request, S, O extends Over>(
  router: Router<R & { readonly trace: AttemptSpans }, S, O>,
  tracing: Tracing,
): Router<R, S, O> {
  return {
    route(request, sink, onOver) {
      const span = begin(tracing, request)
      return router.route({ ...request, trace: new AttemptSpans(span) }, sink, record => {
        span.end(endOf(record))
        onOver(record)
      })
    },
  }
}

function begin(tracing: Tracing, request: Request): Span {
  const { requestId, capability = 'chat', model, isStream, caller } = request
  const operation = operations[capability]
  return tracing.begin(caller.traceparent, {
    name: model === null ? operation : `${operation} ${model.slice(0, 100)}`,
    kind: 'server',
    facts: {
      'gen_ai.operation.name': operation,
      'gen_ai.request.model': model,
      'http.route': caller.route,
      'banyan.request.id': requestId,
      'banyan.request.stream': isStream,
      'banyan.app.id': caller.app.id,
    },
  })
}

function endOf({ outcome, status, fault, answeredModel, tokens, attempts, rescues }: Over) {
  const isRefused = outcome !== 'served' || status >= 400
  return {
    facts: {
      'gen_ai.response.model': answeredModel,
      'gen_ai.usage.input_tokens': tokens?.prompt,
      'gen_ai.usage.output_tokens': tokens?.completion,
      'http.response.status_code': status === 0 ? null : status,
      'banyan.outcome': outcome,
      'banyan.attempts': attempts,
      'banyan.rescues': rescues,
    },
    failure: isRefused ? (fault?.code ?? String(status)) : null,
  }
}

/** The attempts at one request. */
class AttemptSpans {
  readonly #request: Span

  constructor(request: Span) {
    this.#request = request
  }

  attempt(workerId: string): AttemptSpan {
    const facts = { 'banyan.worker.id': workerId }
    return new AttemptSpan(
      this.#request.child({ name: `attempt ${workerId}`, kind: 'client', facts }),
    )
  }
}

class AttemptSpan {
  readonly traceparent: string
  readonly #span: Span

  constructor(span: Span) {
    this.traceparent = span.traceparent
    this.#span = span
  }

  firstToken(): void {
    this.#span.event('first token')
  }

  end(outcome: Over['outcome'], status: number, faultCode: string | null): void {
    this.#span.end({
      facts: {
        'banyan.outcome': outcome,
        'http.response.status_code': status === 0 ? null : status,
      },
      failure: outcome === 'failed' ? (faultCode ?? String(status)) : null,
    })
  }
}
