/** What OpenTelemetry keeps of a piece of work: never contents. */
export type TraceFacts = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface SpanStart {
  readonly name: string
  /** `server`: asked by another process; `client`: asks one. */
  readonly kind: 'server' | 'client'
  readonly facts: TraceFacts
}

export interface SpanEnd {
  /** Where it is known only now. */
  readonly name?: string
  readonly facts: TraceFacts
  /** A short word for what went wrong; null when nothing did. */
  readonly failure: string | null
}

/** One piece of work within a trace. */
export interface Span {
  /** As W3C's Trace Context has it: for whoever does a part of it. */
  readonly traceparent: string
  child(start: SpanStart): Span
  event(name: string): void
  end(end: SpanEnd): void
}

/** Sends spans to where they are gathered. */
export interface Tracing {
  /** `traceparent` as it came with the request; what makes no sense counts as none. */
  begin(traceparent: string | null | undefined, start: SpanStart): Span
  /** Sends what is left, and waits for that a moment. */
  close(): Promise<void>
}

/** What the file of `tracing/` offers to those who load it. */
export interface TracingProgram {
  openTracing(options: {
    readonly service: string
    readonly version: string
    /** Tells one process of that service from another. */
    readonly instance: string
    /** Called when sending begins to fail. */
    readonly onTrouble: (detail: string) => void
  }): Tracing
}

/** Where spans go, by OpenTelemetry's variables; null: nowhere, which is usual. */
export function tracingEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  if (environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return null
  const own = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']?.trim()
  return own || environment['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim() || null
}
