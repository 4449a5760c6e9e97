import type { SeriesFigure, SeriesTotal } from '#contract/model/series'
import { LatencyHistogram } from './latency-histogram.ts'
import { hasFailed, isTimed, type RequestColumns } from './request-columns.ts'

/** Sums up the requests of one span of time. */
export class SeriesCell {
  #requests = 0
  #failed = 0
  #busyMs = 0
  #promptTokens = 0
  #completionTokens = 0
  #costUsd = 0
  readonly #firstToken = new LatencyHistogram()
  readonly #latency = new LatencyHistogram()

  /** One that came in this span. */
  add(columns: RequestColumns, row: number): void {
    const flags = columns.flags[row] ?? 0
    this.#requests++
    if (flags & hasFailed) this.#failed++
    this.#promptTokens += columns.promptTokens[row] ?? 0
    this.#completionTokens += columns.completionTokens[row] ?? 0
    this.#costUsd += columns.costUsd[row] ?? 0
    if (!(flags & isTimed)) return
    this.#latency.add(columns.latencyMs[row] ?? 0)
    const firstTokenMs = columns.firstTokenMs[row] ?? Number.NaN
    if (!Number.isNaN(firstTokenMs)) this.#firstToken.add(firstTokenMs)
  }

  /** For so long one was under way in this span. */
  wasBusy(ms: number): void {
    this.#busyMs += ms
  }

  figures(spanMs: number): SeriesTotal {
    return {
      requests: this.#requests,
      failed: this.#failed,
      in_flight: spanMs > 0 ? rounded(this.#busyMs / spanMs, 1e4) : 0,
      first_token_p50_ms: this.#firstToken.quantile(0.5),
      first_token_p95_ms: this.#firstToken.quantile(0.95),
      first_token_p99_ms: this.#firstToken.quantile(0.99),
      latency_p50_ms: this.#latency.quantile(0.5),
      latency_p95_ms: this.#latency.quantile(0.95),
      latency_p99_ms: this.#latency.quantile(0.99),
      prompt_tokens: this.#promptTokens,
      completion_tokens: this.#completionTokens,
      cost_usd: rounded(this.#costUsd, 1e6),
    } satisfies Record<SeriesFigure, number | null>
  }
}

const rounded = (value: number, parts: number) => Math.round(value * parts) / parts
