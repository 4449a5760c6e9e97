import type { TokenCounts } from '#contract/model/token-counts'
import type { Capability } from '#contract/wire/capability'
import { BoundedSeries, other } from './bounded-series.ts'
import { firstTokenSeconds, Histogram, requestSeconds, tokenCounts } from './histogram.ts'

/** A request that is over, as the router tells of it. */
export interface RoutedRecord {
  readonly capability: Capability
  readonly isStream: boolean
  readonly model: string | null
  readonly answeredModel: string | null
  readonly workerId: string | null
  readonly attempts: number
  readonly rescues: number
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly status: number
  readonly fault: { readonly code: string } | null
  readonly firstTokenMs: number | null
  readonly latencyMs: number
  readonly tokens: TokenCounts | null
}

/** What is counted for one model, capability and kind of failure. */
export interface ModelFigures {
  readonly seconds: Histogram
  readonly firstToken: Histogram
  readonly inputTokens: Histogram
  readonly outputTokens: Histogram
  retries: number
  rescues: number
}

const mostCounts = 500
const mostHistograms = 200
const mostModels = 100

/** Counts what was routed, for Prometheus: by model in full, by worker only how many. */
export class RequestFigures {
  /** Labels: model, capability, failure. */
  readonly models = new BoundedSeries<ModelFigures>(mostHistograms, () => ({
    seconds: new Histogram(requestSeconds),
    firstToken: new Histogram(firstTokenSeconds),
    inputTokens: new Histogram(tokenCounts),
    outputTokens: new Histogram(tokenCounts),
    retries: 0,
    rescues: 0,
  }))
  /** Labels: model, worker, capability, outcome. */
  readonly workers = new BoundedSeries<{ requests: number }>(mostCounts, () => ({ requests: 0 }))
  readonly #known = new Set<string>()

  record(record: RoutedRecord): void {
    const { capability, latencyMs, firstTokenMs, tokens, attempts } = record
    const model = this.#modelOf(record)
    // An answer that says no is no service, though its worker did its work.
    const isRefused = record.outcome === 'served' && record.status >= 400
    const outcome = isRefused ? 'failed' : record.outcome
    const failure = isRefused ? 'provider.refused' : (record.fault?.code ?? failureOf(outcome))
    this.workers.at([model, record.workerId ?? ''], [capability, outcome]).requests++
    const figures = this.models.at([model], [capability, failure])
    figures.seconds.add(latencyMs / 1000)
    if (firstTokenMs !== null && record.isStream) figures.firstToken.add(firstTokenMs / 1000)
    if (tokens) {
      figures.inputTokens.add(tokens.prompt)
      figures.outputTokens.add(tokens.completion)
    }
    if (attempts > 1) figures.retries += attempts - 1
    figures.rescues += record.rescues
  }

  /** Anybody may ask for any name: it is believed once a worker had it. Where none was named, what answered. */
  #modelOf({ model, answeredModel, workerId }: RoutedRecord): string {
    const name = model ?? answeredModel
    if (name === null) return ''
    if (this.#known.has(name)) return name
    if (workerId === null || this.#known.size >= mostModels) return other
    this.#known.add(name)
    return name
  }
}

/** A worker's own words of failure went through. */
function failureOf(outcome: RoutedRecord['outcome']): string {
  return outcome === 'served' ? '' : 'provider.refused'
}
