import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { longTime, measureText, unknown } from '../../i18n/figures.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { type HostRow, hostStateNames, markOf } from './host-state.ts'
import { gigabytes } from './machine-figures.ts'

interface Props {
  readonly rows: readonly HostRow[]
  /** With fewer columns, as a panel stands beside it. */
  readonly isShort: boolean
  readonly selectedId: string | null
  readonly ticked: ReadonlySet<string>
  readonly onTick: (hostId: string) => void
  readonly onSelect: (hostId: string) => void
  readonly empty: ReactNode
}

export function HostTable({ rows, isShort, selectedId, ticked, onTick, onSelect, empty }: Props) {
  const { t } = useTranslation()
  const now = useNow(30_000)
  const columns = useMemo(() => {
    const all: readonly (Column<HostRow> & { readonly isLong?: boolean })[] = [
      {
        ...{ id: 'tick', name: '', width: '28px' },
        cell: ({ host }) => (
          <input
            type="checkbox"
            className="tick"
            aria-label={t('hosts.choose', { name: host.name })}
            checked={ticked.has(host.id)}
            onClick={event => event.stopPropagation()}
            onChange={() => onTick(host.id)}
          />
        ),
      },
      {
        ...{ id: 'name', name: t('hosts.name'), width: 'minmax(100px, 1.5fr)' },
        sortBy: ({ host }) => host.name,
        cell: ({ host }) => <b title={host.name}>{host.name}</b>,
      },
      {
        ...{ id: 'state', name: t('hosts.state'), width: 'minmax(140px, 1.3fr)' },
        sortBy: ({ state }) => hostStateNames.indexOf(state),
        cell: ({ state }) => <HostStateCell state={state} />,
      },
      {
        ...{ id: 'address', name: t('hosts.address'), width: 'minmax(112px, 1.2fr)' },
        sortBy: ({ host }) => host.address,
        cell: ({ host }) => <span className="mono">{host.address}</span>,
        isMinor: true,
      },
      {
        ...{ id: 'region', name: t('hosts.region'), width: 'minmax(80px, 1fr)' },
        sortBy: ({ host }) => host.region,
        cell: ({ host }) => host.region ?? <Unknown />,
        isMinor: true,
        isLong: true,
      },
      {
        ...{ id: 'method', name: t('hosts.method'), width: '80px' },
        sortBy: ({ host }) => host.installed?.method ?? host.method,
        cell: ({ host }) => t(`hosts.by.${host.installed?.method ?? host.method}`),
        isMinor: true,
        isLong: true,
      },
      {
        ...{ id: 'machine', name: t('hosts.machine'), width: '150px' },
        sortBy: ({ host }) => host.verdict?.facts?.cpus ?? null,
        cell: ({ host }) => <Machine host={host} />,
        isMinor: true,
      },
      {
        ...{ id: 'score', name: t('hosts.score'), width: '56px', isNumber: true },
        sortBy: ({ host }) => host.verdict?.score?.total ?? null,
        cell: ({ host }) =>
          host.verdict?.score ? Math.round(host.verdict.score.total) : <Unknown />,
      },
      {
        ...{ id: 'latency', name: t('hosts.latency'), width: '72px', isNumber: true },
        sortBy: ({ host }) => host.verdict?.facts?.round_trip_ms ?? null,
        cell: ({ host }) => <TimeFigure ms={host.verdict?.facts?.round_trip_ms ?? null} />,
      },
      {
        ...{ id: 'version', name: t('hosts.version'), width: '80px' },
        sortBy: ({ host }) => host.installed?.version ?? null,
        cell: ({ host }) => host.installed?.version ?? <Unknown />,
        isLong: true,
        isMinor: true,
      },
      {
        ...{ id: 'seen', name: t('hosts.seen'), width: '84px' },
        sortBy: ({ host }) => host.verdict?.facts?.at ?? null,
        cell: ({ host }) => {
          const at = host.verdict?.facts?.at
          if (at === undefined) return <Unknown />
          const time = measureText(t, longTime(now - Date.parse(at)))
          return <span className="dim">{t('hosts.ago', { time })}</span>
        },
        isMinor: true,
        isLong: true,
      },
    ]
    return all.filter(column => !isShort || !column.isLong)
  }, [t, ticked, onTick, isShort, now])

  return (
    <DataTable
      label={t('hosts.title')}
      columns={columns}
      rows={rows}
      rowId={({ host }) => host.id}
      rowName={({ host, state }) => `${host.name}, ${t(`hosts.is.${state}`)}`}
      selectedId={selectedId}
      onSelect={({ host }) => onSelect(host.id)}
      empty={empty}
    />
  )
}

export function HostStateCell({ state }: Pick<HostRow, 'state'>) {
  const { t } = useTranslation()
  const mark = markOf[state]
  return (
    <span className={`host-state tone-${mark}`}>
      <StateMark mark={mark} />
      <span className={mark === 'offline' || mark === 'degraded' ? 'toned' : ''}>
        {t(`hosts.is.${state}`)}
      </span>
    </span>
  )
}

function Machine({ host }: Pick<HostRow, 'host'>) {
  const { t } = useTranslation()
  const facts = host.verdict?.facts
  if (!facts) return <Unknown />
  return (
    <>
      {t('hosts.cpus', { count: facts.cpus })} <small>·</small> {gigabytes(facts.memory.total)}{' '}
      <small>
        {t('hosts.gigabytes')} · {facts.architecture}
      </small>
    </>
  )
}

const Unknown = () => <span className="dim">{unknown}</span>
