import type { TFunction } from 'i18next'
import { costText, countText, momentToTheSecond, unknown } from '../../i18n/figures.ts'
import type { LiveRequest } from '../../state/live-requests.ts'
import type { Column } from '../../ui/data-table.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { outcomeMark, outcomeText } from './outcome.ts'
import type { PastRequest } from './request-list.ts'

export type RequestRow =
  | { readonly kind: 'live'; readonly live: LiveRequest }
  | { readonly kind: 'past'; readonly past: PastRequest }

interface Names {
  readonly app: (appId: string) => string
  readonly worker: (workerId: string | null) => string | null
}

export const rowIdOf = (row: RequestRow) => (row.kind === 'live' ? row.live.requestId : row.past.id)

export function requestColumns(
  t: TFunction,
  language: string,
  names: Names,
): readonly Column<RequestRow>[] {
  const name = (id: Parameters<typeof columnName>[1]) => columnName(t, id)
  return [
    {
      ...{ id: 'at', name: name('at'), width: '116px' },
      cell: row => (
        <span className="request-at">
          <StateMark mark={row.kind === 'live' ? 'starting' : outcomeMark(row.past)} />
          {momentToTheSecond(row.kind === 'live' ? row.live.at : Date.parse(row.past.at), language)}
        </span>
      ),
    },
    {
      ...{ id: 'app', name: name('app'), width: 'minmax(72px, 1fr)' },
      cell: row => names.app(row.kind === 'live' ? row.live.appId : row.past.app),
    },
    {
      ...{ id: 'model', name: name('model'), width: 'minmax(96px, 1.3fr)' },
      cell: row => (
        <span className="mono">
          {(row.kind === 'live' ? row.live.model : (row.past.model ?? row.past.model_asked)) ?? (
            <span className="dim">{t('requests.anyModel')}</span>
          )}
        </span>
      ),
    },
    {
      ...{ id: 'worker', name: name('worker'), width: 'minmax(64px, 0.9fr)' },
      cell: row =>
        names.worker(row.kind === 'live' ? row.live.workerId : row.past.worker_id) ?? (
          <span className="dim">{unknown}</span>
        ),
    },
    {
      ...{ id: 'outcome', name: name('outcome'), width: 'minmax(96px, 1.3fr)' },
      cell: row => <OutcomeCell row={row} t={t} />,
    },
    {
      ...{ id: 'firstToken', name: name('firstToken'), width: '84px', isNumber: true },
      cell: row => <TimeFigure ms={row.kind === 'live' ? null : row.past.first_token_ms} />,
    },
    {
      ...{ id: 'latency', name: name('latency'), width: '72px', isNumber: true },
      cell: row =>
        row.kind === 'live' ? (
          <Running since={row.live.at} />
        ) : (
          <TimeFigure ms={row.past.latency_ms} />
        ),
    },
    {
      ...{ id: 'tokens', name: name('tokens'), width: '84px', isNumber: true, isMinor: true },
      cell: row => {
        const { prompt_tokens, completion_tokens } = row.kind === 'past' ? row.past : noTokens
        if (prompt_tokens === null) return <span className="dim">{unknown}</span>
        return countText(prompt_tokens + (completion_tokens ?? 0), language)
      },
    },
    {
      ...{ id: 'cost', name: name('cost'), width: '84px', isNumber: true, isMinor: true },
      cell: row => {
        const cost = row.kind === 'past' ? row.past.cost_usd : null
        return cost === null ? <span className="dim">{unknown}</span> : costText(cost, language)
      },
    },
  ]
}

const noTokens = { prompt_tokens: null, completion_tokens: null }

function columnName(
  t: TFunction,
  id: 'at' | 'app' | 'model' | 'worker' | 'outcome' | 'firstToken' | 'latency' | 'tokens' | 'cost',
): string {
  return t(`requests.column.${id}`)
}

function OutcomeCell({ row, t }: { readonly row: RequestRow; readonly t: TFunction }) {
  if (row.kind === 'live') {
    return (
      <span className="dim">
        {t(`requests.outcome.${row.live.workerId ? 'running' : 'waiting'}`)}
      </span>
    )
  }
  const mark = outcomeMark(row.past)
  const isLoud = mark === 'offline' || mark === 'degraded'
  return <span className={isLoud ? `outcome tone-${mark}` : 'dim'}>{outcomeText(t, row.past)}</span>
}

/** Ticks by itself, so that the other rows are not drawn again. */
function Running({ since }: { readonly since: number }) {
  return <TimeFigure ms={Math.max(0, useNow(500) - since)} />
}
