import type { AnswerOf } from '#contract/http/operations'
import type { SeriesFigure } from '#contract/model/series'

export type Series = AnswerOf<'getMetricsSeries'>
type Columns = Series['columns']
type Values = readonly (number | null)[]

export const panelNames = ['load', 'errors', 'firstToken', 'latency', 'tokens', 'cost'] as const
export type PanelName = (typeof panelNames)[number]

/** What the lines of a panel are, where nothing is told apart. */
export type LineName =
  | 'inFlight'
  | 'perSecond'
  | 'failed'
  | 'p50'
  | 'p95'
  | 'p99'
  | 'in'
  | 'out'
  | 'cost'

export type PanelLine =
  | { readonly kind: 'figure'; readonly name: LineName; readonly values: Values }
  /** Of a worker, model or app; null: all the others. */
  | { readonly kind: 'group'; readonly key: string | null; readonly values: Values }

/** One line each for worker, model or app where they are told apart; else the figures of the panel. */
export function panelLines(panel: PanelName, series: Series): readonly PanelLine[] {
  if (series.by !== 'none') {
    return series.groups.map(({ key, columns }) => ({
      kind: 'group',
      key,
      values: groupValues(panel, columns),
    }))
  }
  const { columns, step } = series
  const figure = (name: LineName, values: Values): PanelLine => ({ kind: 'figure', name, values })
  switch (panel) {
    case 'load':
      return [
        figure('inFlight', columns.in_flight),
        figure(
          'perSecond',
          columns.requests.map(count => (count ?? 0) / step),
        ),
      ]
    case 'errors':
      return [figure('failed', columns.failed)]
    case 'firstToken':
      return [figure('p50', columns.first_token_p50_ms), figure('p95', columns.first_token_p95_ms)]
    case 'latency':
      return [
        figure('p50', columns.latency_p50_ms),
        figure('p95', columns.latency_p95_ms),
        figure('p99', columns.latency_p99_ms),
      ]
    case 'tokens':
      return [figure('in', columns.prompt_tokens), figure('out', columns.completion_tokens)]
    case 'cost':
      return [figure('cost', columns.cost_usd)]
  }
}

/** The figure by which several are compared. */
const compared: Readonly<Record<Exclude<PanelName, 'tokens'>, SeriesFigure>> = {
  load: 'in_flight',
  errors: 'failed',
  firstToken: 'first_token_p95_ms',
  latency: 'latency_p95_ms',
  cost: 'cost_usd',
}

function groupValues(panel: PanelName, columns: Columns): Values {
  if (panel !== 'tokens') return columns[compared[panel]]
  return columns.prompt_tokens.map(
    (count, at) => (count ?? 0) + (columns.completion_tokens[at] ?? 0),
  )
}

/** When each step begins, in seconds since 1970. */
export function stepTimes({ from, step, columns }: Series): readonly number[] {
  const start = Date.parse(from) / 1_000
  return columns.requests.map((_, at) => start + at * step)
}
