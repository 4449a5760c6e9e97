import {
  type Context,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { Span, SpanEnd, SpanStart, TraceFacts } from '#contract/tracing'

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const

/** A span in our words; ends once. */
export class RunningSpan implements Span {
  readonly #tracer: Tracer
  readonly #span: OtelSpan
  readonly #context: Context

  constructor(tracer: Tracer, within: Context, { name, kind, facts }: SpanStart) {
    this.#tracer = tracer
    this.#span = tracer.startSpan(name, { kind: kinds[kind], attributes: known(facts) }, within)
    this.#context = trace.setSpan(within, this.#span)
  }

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.#span.spanContext()
    return `00-${traceId}-${spanId}-0${traceFlags & 1}`
  }

  child(start: SpanStart): Span {
    return new RunningSpan(this.#tracer, this.#context, start)
  }

  event(name: string): void {
    this.#span.addEvent(name)
  }

  end({ name, facts, failure }: SpanEnd): void {
    if (!this.#span.isRecording()) return
    if (name !== undefined) this.#span.updateName(name)
    this.#span.setAttributes(known(facts))
    if (failure !== null) {
      this.#span.setAttribute('error.type', failure)
      this.#span.setStatus({ code: SpanStatusCode.ERROR })
    }
    this.#span.end()
  }
}

function known(facts: TraceFacts): Record<string, string | number | boolean> {
  const entries = Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, value] as const],
  )
  return Object.fromEntries(entries)
}
