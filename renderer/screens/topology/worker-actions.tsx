import { ArrowDownToLine, ArrowUpToLine, Scale, Server, Trash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import type { NodeChange } from '#contract/http/nodes'
import type { Worker } from '#contract/model/worker'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaces } from '../../state/place.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { WeightDialog } from './weight-dialog.tsx'

interface Props {
  readonly worker: Worker
  readonly host: ListedHost | null
  readonly isPast: boolean
}

/** So much later than others is one asked that comes after them. */
const afterOthers = 10

/** What can be done with a worker. What can be taken back is done at once; the rest asks before. */
export function WorkerActions({ worker, host, isPast }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const toasts = useToasts()
  const api = useCallApi()
  const outdate = useOutdate()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const [asking, setAsking] = useState<'weight' | 'remove' | 'restart' | null>(null)
  const { id, name, origin, priority, weight } = worker
  const isResting = worker.phase.name === 'draining' || worker.phase.name === 'maintenance'
  const close = () => setAsking(null)

  const change = (body: NodeChange) => api('changeNode', { path: { id }, body })

  /** Says what was done, with the way back. */
  function changeAndSay(body: NodeChange, back: NodeChange, said: string) {
    return run(async () => {
      await change(body)
      toasts.say(said, () => change(back))
    })
  }

  async function restart() {
    if (host) {
      const begun = await api('restartHost', { path: { id: host.id }, body: {} })
      await outdate('listDeployments')
      const deploymentId = 'deployment' in begun ? begun.deployment : null
      if (typeof deploymentId === 'string') {
        places.go({ screen: 'hosts', hostId: host.id, deploymentId })
      }
    } else {
      await api('restartLocalWorkers')
      toasts.say(t('topology.restarted'))
    }
  }

  const canRestart = origin === 'local' || host !== null
  return (
    <>
      <div className="topo-actions">
        {isResting ? (
          <Button
            look="primary"
            disabled={isPast || isRunning}
            onClick={() =>
              void changeAndSay(
                { status: 'active' },
                { status: 'draining' },
                t('topology.resumed', { name }),
              )
            }
          >
            {t('topology.resume')}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={isPast || isRunning}
            onClick={() =>
              void changeAndSay(
                { status: 'draining' },
                { status: 'active' },
                t('topology.drained', { name }),
              )
            }
          >
            {t('topology.drain')}
          </Button>
        )}
        {canRestart && (
          <Button disabled={isPast || isRunning} onClick={() => setAsking('restart')}>
            {t('topology.restart')}
          </Button>
        )}
        <Button onClick={() => places.go({ screen: 'logs', search: name })}>
          {t('topology.logs')}
        </Button>
        <Menu
          label={t('topology.more')}
          items={[
            priority > 0
              ? {
                  label: t('topology.prefer'),
                  icon: ArrowUpToLine,
                  isDisabled: isPast,
                  onSelect: () =>
                    void changeAndSay(
                      { priority: 0 },
                      { priority },
                      t('topology.preferred', { name }),
                    ),
                }
              : {
                  label: t('topology.defer'),
                  icon: ArrowDownToLine,
                  isDisabled: isPast,
                  onSelect: () =>
                    void changeAndSay(
                      { priority: afterOthers },
                      { priority },
                      t('topology.deferred', { name }),
                    ),
                },
            {
              label: t('topology.weight'),
              icon: Scale,
              isDisabled: isPast,
              onSelect: () => setAsking('weight'),
            },
            ...(host
              ? [
                  {
                    label: t('topology.toHost'),
                    icon: Server,
                    onSelect: () => places.go({ screen: 'hosts', hostId: host.id }),
                  },
                ]
              : []),
            ...(isRemovable(worker)
              ? [
                  null,
                  {
                    label: t('topology.remove'),
                    icon: Trash,
                    isDanger: true,
                    isDisabled: isPast,
                    onSelect: () => setAsking('remove'),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      {asking === 'weight' && (
        <WeightDialog
          name={name}
          weight={weight}
          onSave={async next => {
            await change({ weight: next })
            toasts.say(t('topology.weightSaved', { name, weight: next }), () => change({ weight }))
          }}
          onClose={close}
        />
      )}
      {asking === 'restart' && (
        <ConfirmDialog
          title={t('topology.restartTitle', { name })}
          text={t(host ? 'topology.restartHostText' : 'topology.restartLocalText')}
          yes={t('topology.restart')}
          onYes={restart}
          onClose={close}
        />
      )}
      {asking === 'remove' && (
        <ConfirmDialog
          title={t('workers.removeTitle', { name })}
          text={t('workers.removeText')}
          yes={t('workers.removeYes')}
          onYes={async () => {
            await ask('worker.remove', { workerId: id })
            places.select({ screen: 'topology' })
          }}
          onClose={close}
        />
      )}
    </>
  )
}

/** What runs here, is named in WORKERS or was set up on a host is changed elsewhere. */
function isRemovable({ origin }: Worker): boolean {
  return origin === 'saved' || origin === 'registered'
}
