import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaces } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { Menu } from '../../ui/menu.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { hostActions } from './host-actions.ts'
import { HostFacts, HostWorker } from './host-facts.tsx'
import { HostKeyCard } from './host-key-card.tsx'
import { type HostRow, isByCoolifyAlone, isForGood, markOf } from './host-state.ts'
import { HostVerdict } from './host-verdict.tsx'
import type { OnTask } from './task.ts'
import { useDiscover } from './use-discover.ts'

interface Props {
  readonly row: HostRow
  readonly hosts: readonly HostRow[]
  readonly onTask: OnTask
  readonly onClose: () => void
}

/** One host: how it stands, what is in the way, and what can be done. */
export function HostPanel({ row, hosts, onTask, onClose }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const looking = useDiscover()
  const { host, state, deploymentId, worker } = row
  const { name } = host
  const asksForKey = host.trust.state === 'offered' || host.trust.state === 'changed'
  const next = worker && isForGood(worker) ? t('hosts.offlineForGood') : t(`hosts.next.${state}`)

  return (
    <DetailPanel
      title={name}
      mark={<StateMark mark={markOf[state]} />}
      text={
        <span className="host-where">
          <span className="mono selectable">
            {t('hosts.panelText', { user: host.user || '–', address: host.address })}
            {host.port !== 22 && `:${host.port}`}
          </span>
          <span>
            {t(`hosts.is.${state}`)}
            {host.region && ` · ${host.region}`}
          </span>
        </span>
      }
      onClose={onClose}
    >
      {asksForKey ? (
        <HostKeyCard isBeside host={host} onTrusted={() => void looking.discover([host.id])} />
      ) : (
        <p className="dim">{host.auth.readable ? next : t('hosts.loginUnreadable')}</p>
      )}
      <div className="panel-actions">
        {deploymentId !== null ? (
          <Button onClick={() => places.go({ screen: 'hosts', deploymentId })}>
            {t('deploys.steps')}
          </Button>
        ) : host.installed ? (
          <Button
            disabled={asksForKey}
            onClick={() => onTask({ name: 'plan', action: 'update', hosts: [host] })}
          >
            {t('hosts.act.update')}
          </Button>
        ) : (
          <Button
            disabled={asksForKey}
            onClick={() => onTask({ name: 'plan', action: 'provision', hosts: [host] })}
          >
            {t('hosts.set')}
          </Button>
        )}
        {looking.isRunning ? (
          <Button onClick={looking.stop}>{t('hosts.stopLooking')}</Button>
        ) : (
          !isByCoolifyAlone(host) && (
            <Button onClick={() => void looking.discover([host.id])}>{t('hosts.discover')}</Button>
          )
        )}
        <Menu label={t('hosts.more', { name })} items={hostActions(t, row, onTask)} />
      </div>
      {looking.isRunning && <progress className="working" aria-label={t('hostAdd.looking')} />}
      {looking.fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, looking.fault)}
        </p>
      )}
      <HostWorker row={row} />
      <HostVerdict host={host} />
      <HostFacts row={row} hosts={hosts} />
    </DetailPanel>
  )
}
