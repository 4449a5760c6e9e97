import { type Family, histogramSamples, type Labels, type Sample } from './exposition.ts'
import type { Histogram } from './histogram.ts'
import type { ModelFigures, RequestFigures } from './request-figures.ts'

/** As OpenTelemetry's conventions call what a capability does. */
const operations: Readonly<Record<string, string>> = {
  chat: 'chat',
  embeddings: 'embeddings',
  images: 'generate_content',
}

/** What was routed: by OpenTelemetry's GenAI names where there are any. */
export function requestFamilies({ models, workers }: RequestFigures): readonly Family[] {
  const byModel = (read: (figures: ModelFigures) => number) => () =>
    models
      .all()
      .filter(({ value }) => read(value) > 0)
      .map(({ labels, value }) => ({ labels: modelLabels(labels), value: read(value) }))
  const histograms = (name: string, help: string, read: (each: ModelFigures) => Histogram) => ({
    name,
    help,
    type: 'histogram' as const,
    read: () =>
      models
        .all()
        .flatMap(({ labels, value }) => samplesOf(name, modelLabels(labels), read(value))),
  })
  return [
    histograms(
      'gen_ai_server_request_duration_seconds',
      'How long requests took, from their coming to the last byte.',
      each => each.seconds,
    ),
    histograms(
      'gen_ai_server_time_to_first_token_seconds',
      'How long streams took to their first content.',
      each => each.firstToken,
    ),
    {
      name: tokenUsage,
      help: 'How many tokens requests took.',
      type: 'histogram',
      read: () =>
        models
          .all()
          .flatMap(({ labels, value }) => [
            ...tokenSamples(labels, 'input', value.inputTokens),
            ...tokenSamples(labels, 'output', value.outputTokens),
          ]),
    },
    {
      name: 'banyan_requests_total',
      help: 'Requests that were routed and are over, at the worker that had them last.',
      type: 'counter',
      read: () =>
        workers.all().map(({ labels: [model, worker = '', capability, outcome = ''], value }) => ({
          labels: { ...modelLabels([model, capability]), banyan_worker: worker, outcome },
          value: value.requests,
        })),
    },
    {
      name: 'banyan_retries_total',
      help: 'Attempts beyond the first.',
      type: 'counter',
      read: byModel(({ retries }) => retries),
    },
    {
      name: 'banyan_rescues_total',
      help: 'Streams that broke and were taken up by another worker.',
      type: 'counter',
      read: byModel(({ rescues }) => rescues),
    },
  ]
}

const tokenUsage = 'gen_ai_client_token_usage'

function samplesOf(name: string, labels: Labels, histogram: Histogram): readonly Sample[] {
  return histogram.isEmpty ? [] : histogramSamples(name, labels, histogram)
}

function tokenSamples(labels: readonly string[], type: 'input' | 'output', histogram: Histogram) {
  return samplesOf(tokenUsage, { ...modelLabels(labels), gen_ai_token_type: type }, histogram)
}

/** No `error_type` where there was no failure, as the conventions want it. */
function modelLabels([model = '', capability = '', failure = '']: readonly (
  | string
  | undefined
)[]): Labels {
  return {
    gen_ai_operation_name: operations[capability] ?? capability,
    gen_ai_request_model: model,
    ...(failure === '' ? {} : { error_type: failure }),
  }
}
