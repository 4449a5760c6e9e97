import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { countText, momentToTheSecond } from '../../i18n/figures.ts'
import { useLiveRequests } from '../../state/live-requests.ts'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { clearRequestFilters, requestFilters } from '../../state/request-filters.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { liveFits } from './live-fits.ts'
import { outcomeText } from './outcome.ts'
import { type RequestRow, requestColumns, rowIdOf } from './request-columns.tsx'
import { RequestFilterBar } from './request-filters.tsx'
import { useNames } from './request-names.ts'
import { RequestPanel } from './request-panel.tsx'
import { useAskedProvider } from './use-asked-provider.ts'
import { useRequestList } from './use-request-list.ts'

const settleMs = 250

export function RequestsScreen() {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const places = usePlaces()
  const selected = usePlaceOf('requests')?.requestId ?? null
  const names = useNames()
  const filters = useSettled(useStore(requestFilters).filters, settleMs)
  const { list, reading, readOn, readNewest } = useRequestList(filters)
  const providerOf = useAskedProvider()
  const live = useLiveRequests(readNewest).filter(request =>
    liveFits(request, providerOf(request), filters),
  )
  const columns = useMemo(() => requestColumns(t, language, names), [t, language, names])
  const past = new Set(list.rows.map(({ request_id }) => request_id))
  const rows: readonly RequestRow[] = [
    ...live
      .filter(({ requestId }) => !past.has(requestId))
      .map(request => ({ kind: 'live', live: request }) as const),
    ...list.rows.map(request => ({ kind: 'past', past: request }) as const),
  ]
  const chosen = rows.find(
    row => rowIdOf(row) === selected || (row.kind === 'past' && row.past.request_id === selected),
  )
  const unkept = reading.data?.unkept

  function rowName(row: RequestRow): string {
    const at = row.kind === 'live' ? row.live.at : Date.parse(row.past.at)
    const model = row.kind === 'live' ? row.live.model : (row.past.model ?? row.past.model_asked)
    return t('requests.row', {
      outcome: row.kind === 'live' ? t('requests.outcome.running') : outcomeText(t, row.past),
      app: names.app(row.kind === 'live' ? row.live.appId : row.past.app),
      model: model ?? t('requests.anyModel'),
      time: momentToTheSecond(at, language),
    })
  }

  return (
    <div className="screen-with-panel requests-screen">
      <div className="screen">
        <ScreenHead
          title={t('requests.title')}
          note={live.length > 0 && t('requests.live', { count: live.length })}
        >
          <RequestFilterBar />
        </ScreenHead>
        {unkept && (
          <Notice
            mark="degraded"
            title={t('requests.unkeptTitle', {
              count: unkept.requests,
              number: countText(unkept.requests, language),
            })}
          >
            {t('requests.unkeptText')}
          </Notice>
        )}
        <Loaded reading={reading}>
          {() => (
            <DataTable
              label={t('requests.title')}
              columns={columns}
              rows={rows}
              rowId={rowIdOf}
              rowName={rowName}
              rowHeight={32}
              selectedId={chosen ? rowIdOf(chosen) : null}
              onSelect={row => places.select({ screen: 'requests', requestId: rowIdOf(row) })}
              onEnd={() => void readOn()}
              empty={<Nothing isRead={list.isRead} cursor={list.cursor} onMore={readOn} />}
            />
          )}
        </Loaded>
      </div>
      {selected && (
        <RequestPanel
          key={selected}
          id={selected}
          live={chosen?.kind === 'live' ? chosen.live : null}
          onClose={() => places.select({ screen: 'requests' })}
        />
      )}
    </div>
  )
}

interface NothingProps {
  readonly isRead: boolean
  readonly cursor: string | null
  readonly onMore: () => Promise<void>
}

function Nothing({ isRead, cursor, onMore }: NothingProps) {
  const { t } = useTranslation()
  const isNarrowed = Object.keys(useStore(requestFilters).filters).length > 0
  if (!isRead) return <Skeleton lines={6} />
  if (cursor !== null) {
    return (
      <EmptyState title={t('requests.more')} text="">
        <Button onClick={() => void onMore()}>{t('reading.again')}</Button>
      </EmptyState>
    )
  }
  if (!isNarrowed) {
    return <EmptyState title={t('requests.emptyTitle')} text={t('requests.emptyText')} />
  }
  return (
    <EmptyState title={t('requests.nothingTitle')} text={t('requests.nothingText')}>
      <Button onClick={clearRequestFilters}>{t('requests.clear')}</Button>
    </EmptyState>
  )
}
