import type { TFunction } from 'i18next'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { AuditCheck } from './audit-check.tsx'
import {
  type ActorKind,
  type AuditRow,
  actorKind,
  actorKinds,
  auditRow,
  detailText,
} from './audit-rows.ts'
import { LinePanel } from './line-panel.tsx'
import { LogStream } from './log-stream.ts'
import { clockText } from './log-words.ts'

const fewLines = 60
const typedMs = 250

/** Who did what, the newest first, and whether the log is as it was written. */
export function AuditView() {
  const { t } = useTranslation()
  const { ask, onChanges } = useWindowState()
  const places = usePlaces()
  const { lineId } = usePlaceOf('logs') ?? {}
  const stream = useMemo(
    () => new LogStream(ask, { level: 'debug', sources: ['audit'], search: '' }),
    [ask],
  )
  const { lines, filter, reading, fault, isWhole } = useStore(stream.store)
  const [typed, setTyped] = useState('')
  const [actor, setActor] = useState<ActorKind | 'all'>('all')

  useEffect(() => {
    stream.open()
    const stopListening = onChanges(changes => stream.take(changes))
    return () => {
      stopListening()
      stream.close()
    }
  }, [stream, onChanges])
  useEffect(() => {
    if (typed === stream.store.getState().filter.search) return
    const search = { ...stream.store.getState().filter, search: typed }
    const timer = setTimeout(() => stream.setFilter(search), typedMs)
    return () => clearTimeout(timer)
  }, [stream, typed])

  const rows = useMemo(
    () =>
      lines
        .map(auditRow)
        .filter(row => actor === 'all' || actorKind(row.actor) === actor)
        .reverse(),
    [lines, actor],
  )
  useEffect(() => {
    if (reading === null && !isWhole && !fault && rows.length < fewLines) void stream.readOlder()
  }, [stream, reading, isWhole, fault, rows.length])

  const selected = rows.find(({ id }) => id === lineId) ?? null
  const select = (row: AuditRow | null) =>
    places.select({ screen: 'logs', tab: 'audit', ...(row ? { lineId: row.id } : {}) })
  const isFiltered = actor !== 'all' || filter.search !== ''

  return (
    <div className="screen-with-panel">
      <div className="screen">
        <div className="log-bar">
          <SearchField label={t('logs.audit.search')} value={typed} onChange={setTyped} />
          <select
            aria-label={t('logs.audit.actor')}
            value={actor}
            onChange={event =>
              setActor(actorKinds.find(kind => kind === event.target.value) ?? 'all')
            }
          >
            <option value="all">{t('logs.audit.everyone')}</option>
            {actorKinds.map(kind => (
              <option key={kind} value={kind}>
                {t(`logs.actor.${kind}`)}
              </option>
            ))}
          </select>
          <span className="gap" />
          <AuditCheck />
        </div>
        {fault && rows.length === 0 ? (
          <EmptyState
            picture={<StateMark mark="offline" />}
            title={t('logs.failed')}
            text={faultSentence(t, fault)}
          >
            <Button onClick={() => void stream.read()}>{t('reading.again')}</Button>
          </EmptyState>
        ) : rows.length === 0 && reading !== null ? (
          <Skeleton lines={10} />
        ) : (
          <DataTable
            label={t('logs.tab.audit')}
            columns={columnsOf(t)}
            rows={rows}
            rowId={row => row.id}
            rowName={row => `${row.actor} ${row.action} ${row.subject}`}
            selectedId={selected?.id ?? null}
            onSelect={select}
            onEnd={() => void stream.readOlder()}
            empty={
              <EmptyState
                title={t(isFiltered ? 'logs.nothingFits.title' : 'logs.audit.none')}
                text={t(isFiltered ? 'logs.audit.nothingFits' : 'logs.audit.noneText')}
              />
            }
          />
        )}
      </div>
      {selected && <LinePanel line={selected.line} onClose={() => select(null)} onOnly={null} />}
    </div>
  )
}

function columnsOf(t: TFunction): readonly Column<AuditRow>[] {
  return [
    {
      id: 'at',
      name: t('logs.audit.at'),
      width: '116px',
      cell: row => <time className="mono">{clockText(row.at, Date.now())}</time>,
      sortBy: row => row.seq,
    },
    {
      id: 'actor',
      name: t('logs.audit.actor'),
      width: 'minmax(96px, 150px)',
      cell: row => actorName(row.actor),
      sortBy: row => row.actor,
    },
    {
      id: 'action',
      name: t('logs.audit.action'),
      width: 'minmax(140px, 190px)',
      cell: row => <span className="mono">{row.action}</span>,
      sortBy: row => row.action,
    },
    {
      id: 'subject',
      name: t('logs.audit.subject'),
      width: 'minmax(140px, 1fr)',
      cell: row => <span title={row.subject}>{row.subject}</span>,
      sortBy: row => row.subject,
    },
    {
      id: 'outcome',
      name: t('logs.audit.outcome'),
      width: '96px',
      cell: row => (
        <span className={`audit-outcome ${row.outcome}`}>
          {row.outcome !== 'done' && (
            <StateMark mark={row.outcome === 'failed' ? 'offline' : 'degraded'} />
          )}
          {t(`logs.outcome.${row.outcome}`)}
        </span>
      ),
      sortBy: row => row.outcome,
    },
    {
      id: 'detail',
      name: t('logs.audit.detail'),
      width: 'minmax(120px, 1.4fr)',
      isMinor: true,
      cell: row => <span className="mono dim">{detailText(row.detail)}</span>,
    },
  ]

  function actorName(actor: string): string {
    const kind = actorKind(actor)
    if (kind === null) return actor
    return kind === 'app' ? `${t('logs.actor.app')} ${actor.slice(4)}` : t(`logs.actor.${kind}`)
  }
}
