import { ROOT_CONTEXT, type Tracer, trace } from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { TracingProgram } from '#contract/tracing'
import { RunningSpan } from './running-span.ts'
import { TellingExporter } from './telling-exporter.ts'

/** How long the last spans may take on their way. */
const closeWithinMs = 2_000
const longestText = 256

/** Spans by OTLP over HTTP, as JSON; where to, and with which headers, the exporter reads from the environment. */
export const openTracing: TracingProgram['openTracing'] = options => {
  const { service, version, instance, onTrouble } = options
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(
        resourceFromAttributes({
          'service.name': service,
          'service.version': version,
          'service.instance.id': instance,
        }),
      )
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampledShare()) }),
    spanLimits: { attributeValueLengthLimit: longestText },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new TellingExporter(new OTLPTraceExporter(), onTrouble),
        scheduledDelayMillis: 1_000,
      }),
    ],
  })
  const tracer: Tracer = provider.getTracer('banyan', version)
  return {
    begin(traceparent, start) {
      const parent = traceparent ? parseTraceParent(traceparent) : null
      const within = parent
        ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true })
        : ROOT_CONTEXT
      return new RunningSpan(tracer, within, start)
    },
    async close() {
      const late = new Promise<void>(resolve => setTimeout(resolve, closeWithinMs).unref())
      await Promise.race([provider.shutdown().catch(() => {}), late])
    },
  }
}

/** Of the requests that come without a trace of their own. */
function sampledShare(): number {
  const share = Number(process.env['OTEL_TRACES_SAMPLER_ARG']?.trim() || 1)
  return share >= 0 && share <= 1 ? share : 1
}
