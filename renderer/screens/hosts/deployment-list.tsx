import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import { momentText } from '../../i18n/figures.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { deploymentMarks } from './deployment-state.ts'
import { namesText } from './names-text.ts'

interface Props {
  readonly deployments: readonly ListedDeployment[]
  readonly onSelect: (deploymentId: string) => void
}

/** What was done on hosts, the newest first. */
export function DeploymentList({ deployments, onSelect }: Props) {
  const { t, i18n } = useTranslation()
  const columns = useMemo((): readonly Column<ListedDeployment>[] => {
    const began = (at: string) => momentText(Date.parse(at), Date.now(), i18n.language)
    return [
      {
        ...{ id: 'status', name: t('deploys.status'), width: '150px' },
        sortBy: ({ status }) => status,
        cell: ({ status }) => (
          <span className={`host-state tone-${deploymentMarks[status]}`}>
            <StateMark mark={deploymentMarks[status]} />
            {t(`deploys.is.${status}`)}
          </span>
        ),
      },
      {
        ...{ id: 'action', name: t('deploys.action'), width: 'minmax(110px, 1fr)' },
        sortBy: ({ action }) => action,
        cell: ({ action }) => <b>{t(`hosts.act.${action}`)}</b>,
      },
      {
        ...{ id: 'hosts', name: t('deploys.hosts'), width: 'minmax(140px, 2fr)' },
        cell: ({ hosts }) =>
          namesText(
            t,
            hosts.map(({ host_name }) => host_name),
          ),
      },
      {
        ...{ id: 'began', name: t('deploys.began'), width: '110px' },
        sortBy: ({ started_at }) => started_at,
        cell: ({ started_at }) => began(started_at),
      },
      {
        ...{ id: 'took', name: t('deploys.took'), width: '84px', isNumber: true },
        cell: each => <TimeFigure ms={tookMs(each)} />,
      },
      {
        ...{ id: 'actor', name: t('deploys.actor'), width: '120px', isMinor: true },
        cell: ({ actor }) => <span className="dim">{actor}</span>,
      },
    ]
  }, [t, i18n.language])

  return (
    <DataTable
      label={t('hosts.deployments')}
      columns={columns}
      rows={deployments}
      rowId={({ id }) => id}
      rowName={({ action, status }) => `${t(`hosts.act.${action}`)}, ${t(`deploys.is.${status}`)}`}
      onSelect={({ id }) => onSelect(id)}
      empty={<EmptyState title={t('deploys.empty')} text={t('deploys.emptyText')} />}
    />
  )
}

export function tookMs({
  started_at,
  ended_at,
}: Pick<ListedDeployment, 'started_at' | 'ended_at'>): number | null {
  return ended_at === null ? null : Date.parse(ended_at) - Date.parse(started_at)
}
