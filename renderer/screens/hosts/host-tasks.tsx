import { useTranslation } from 'react-i18next'
import { usePlaces } from '../../state/place.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { AddDialog } from './add/add-dialog.tsx'
import { EditDialog } from './edit-dialog.tsx'
import type { HostRow } from './host-state.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'
import type { HostTask } from './task.ts'
import { UnlockDialog } from './unlock-dialog.tsx'
import { WorkerLogDialog } from './worker-log-dialog.tsx'

interface Props {
  readonly task: HostTask | null
  readonly rows: readonly HostRow[]
  readonly onTask: (task: HostTask | null) => void
}

/** The dialog of what is to be done. */
export function HostTasks({ task, rows, onTask }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const places = usePlaces()
  if (!task) return null
  const close = () => onTask(null)

  function watch(deploymentId: string) {
    onTask(null)
    void outdate('listDeployments')
    places.go({ screen: 'hosts', deploymentId })
  }

  switch (task.name) {
    case 'add':
      return (
        <AddDialog
          key={task.way}
          way={task.way}
          rows={rows}
          onClose={close}
          onPlan={hosts => onTask({ name: 'plan', action: 'provision', hosts })}
        />
      )
    case 'plan':
      return (
        <PlanDialog action={task.action} hosts={task.hosts} onClose={close} onStarted={watch} />
      )
    case 'edit':
      return <EditDialog host={task.host} rows={rows} onClose={close} />
    case 'log':
      return <WorkerLogDialog host={task.host} onClose={close} />
    case 'replace':
      return <ReplaceDialog host={task.host} rows={rows} onClose={close} onStarted={watch} />
    case 'unlock':
      return <UnlockDialog host={task.host} onClose={close} />
    case 'remove': {
      const { id, name, installed } = task.host
      return (
        <ConfirmDialog
          title={t('hosts.removeTitle', { name })}
          text={installed ? t('hosts.removeText') : t('hosts.removeBareText')}
          yes={t('hosts.removeYes')}
          onClose={close}
          onYes={async () => {
            const query = { force: installed ? 'true' : 'false' } as const
            await api('removeHost', { path: { id }, query })
            await outdate('listHosts')
            places.select({ screen: 'hosts' })
            toasts.say(t('hosts.removed', { name }))
          }}
        />
      )
    }
  }
}
