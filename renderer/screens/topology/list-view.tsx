import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Worker } from '#contract/model/worker'
import { countText } from '../../i18n/figures.ts'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { rateText } from './rate-text.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'
import { pastState } from './worker-shown.ts'
import { workerState } from './worker-state.ts'

const natural = new Intl.Collator('en', { numeric: true })

/** The same as the graph, as rows: all that the graph says in shapes stands here in words. */
export function ListView({ regions }: { readonly regions: ReadonlyMap<string, string | null> }) {
  const { t, i18n } = useTranslation()
  const places = usePlaces()
  const place = usePlaceOf('topology')
  const seen = useSeen(({ workers }) => workers)
  const workers = useMemo(() => seen.toSorted((a, b) => natural.compare(a.name, b.name)), [seen])
  const rates = useTraffic(seen => seen.workerRates)
  const moment = useView(view => view.moment)
  const past = useView(view => view.past)
  const now = useNow(1_000)
  const isPast = moment !== null
  const stateOf = (worker: Worker) =>
    isPast ? pastState(t, past, worker.id) : workerState(t, worker, now)
  const whereOf = ({ origin, hostName, url }: Worker) =>
    origin === 'local'
      ? t('workers.onThisComputer')
      : (hostName ?? url ?? t('workers.noAddressYet'))
  const dash = <span className="unknown">–</span>

  const columns: readonly Column<Worker>[] = [
    {
      id: 'name',
      name: t('topology.list.worker'),
      width: 'minmax(140px, 1.3fr)',
      sortBy: ({ name }) => name,
      cell: worker => <b>{worker.name}</b>,
    },
    {
      id: 'state',
      name: t('topology.list.state'),
      width: 'minmax(150px, 1.6fr)',
      sortBy: worker => stateOf(worker).words,
      cell: worker => {
        const { mark, words, reasons } = stateOf(worker)
        return (
          <span className="topo-list-state" title={reasons.join(' ')}>
            <StateMark mark={mark} />
            <span className={mark === 'healthy' ? 'dim' : `topo-tone tone-${mark}`}>{words}</span>
          </span>
        )
      },
    },
    {
      id: 'where',
      name: t('topology.list.where'),
      width: 'minmax(120px, 1.2fr)',
      isMinor: true,
      sortBy: whereOf,
      cell: worker => <span className="dim">{whereOf(worker)}</span>,
    },
    {
      id: 'region',
      name: t('topology.list.region'),
      width: 'minmax(80px, 0.8fr)',
      isMinor: true,
      sortBy: ({ hostName }) => (hostName === null ? null : (regions.get(hostName) ?? null)),
      cell: ({ hostName }) => (hostName === null ? dash : (regions.get(hostName) ?? dash)),
    },
    {
      id: 'inFlight',
      name: t('topology.list.inFlight'),
      width: '88px',
      isNumber: true,
      sortBy: ({ load }) => load.inFlight,
      cell: ({ load, slots }) =>
        isPast ? (
          dash
        ) : (
          <>
            {load.inFlight} <small>/ {slots}</small>
          </>
        ),
    },
    {
      id: 'rate',
      name: t('topology.list.rate'),
      width: '80px',
      isNumber: true,
      sortBy: ({ id }) => rates[id] ?? 0,
      cell: ({ id }) => (isPast ? dash : rateText(t, rates[id] ?? 0)),
    },
    {
      id: 'firstToken',
      name: t('topology.list.firstToken'),
      width: '96px',
      isNumber: true,
      sortBy: ({ load }) => load.firstTokenMs,
      cell: ({ load }) => <TimeFigure ms={isPast ? null : load.firstTokenMs} />,
    },
    {
      id: 'failed',
      name: t('topology.list.failed'),
      width: '72px',
      isNumber: true,
      sortBy: ({ load }) => load.failed,
      cell: ({ load }) =>
        isPast ? (
          dash
        ) : (
          <span className={load.failed > 0 ? 'wrong' : 'dim'}>
            {countText(load.failed, i18n.language)}
          </span>
        ),
    },
  ]

  return (
    <DataTable
      label={t('topology.listLabel')}
      columns={columns}
      rows={workers}
      rowId={({ id }) => id}
      rowName={worker => `${worker.name}, ${stateOf(worker).words}`}
      selectedId={place?.workerId ?? null}
      onSelect={({ id }) => places.select({ screen: 'topology', workerId: id })}
    />
  )
}
