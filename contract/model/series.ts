export const seriesKeys = ['none', 'worker', 'provider', 'model', 'app'] as const
export type SeriesKey = (typeof seriesKeys)[number]

/** What is told of each span of time. Times are those of served requests that a worker answered. */
export const seriesFigures = [
  'requests',
  'failed',
  'in_flight',
  'first_token_p50_ms',
  'first_token_p95_ms',
  'first_token_p99_ms',
  'latency_p50_ms',
  'latency_p95_ms',
  'latency_p99_ms',
  'prompt_tokens',
  'completion_tokens',
  'cost_usd',
] as const
export type SeriesFigure = (typeof seriesFigures)[number]

/** Times are null where nothing was timed. */
export type SeriesTotal = Readonly<Record<SeriesFigure, number | null>>
export type SeriesColumns = Readonly<Record<SeriesFigure, readonly (number | null)[]>>

/** Only what reached that worker, provider or model, or came from that app; empty: none of them; null: any. */
export type SeriesFilter = Readonly<Record<Exclude<SeriesKey, 'none'>, string | null>>

export interface SeriesQuery {
  readonly by: SeriesKey
  readonly only: SeriesFilter
  /** Milliseconds since 1970; the first bucket begins at `from`, the last ends at `to` at the latest. */
  readonly from: number
  readonly to: number
  readonly stepMs: number
  /** So many groups at most; what is left goes together. */
  readonly most: number
  /** Whether to sum up the time of the same length before, too. */
  readonly withBefore: boolean
}

export interface SeriesGroup {
  /** Null: all that are not among the groups. */
  readonly key: string | null
  readonly total: SeriesTotal
  readonly columns: SeriesColumns
}

export interface Series {
  readonly total: SeriesTotal
  readonly before: SeriesTotal | null
  readonly columns: SeriesColumns
  /** Empty where nothing is told apart. */
  readonly groups: readonly SeriesGroup[]
  /** Null when all of the time was counted; else from when on, as there are too many requests. */
  readonly countedFrom: number | null
}
