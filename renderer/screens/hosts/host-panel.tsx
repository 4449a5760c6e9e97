import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaces } from '../../state/place.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Notice } from '../../ui/notice.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { hostActions } from './host-actions.ts'
import { HostFacts } from './host-facts.tsx'
import { HostKeyCard } from './host-key-card.tsx'
import { type HostRow, markOf } from './host-state.ts'
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
  const api = useCallApi()
  const toasts = useToasts()
  const places = usePlaces()
  const looking = useDiscover()
  const unlocking = useCommand()
  const { host, state, deploymentId } = row
  const { name } = host
  const asksForKey = host.trust.state === 'offered' || host.trust.state === 'changed'
  const isLocked = host.verdict?.problems.some(({ code }) => code === 'host.locked') ?? false
  const fault = looking.fault ?? unlocking.fault

  async function unlock() {
    await unlocking.run(async () => {
      const { broken, owner } = await api('breakHostLock', { path: { id: host.id } })
      toasts.say(
        broken ? t('hosts.unlocked', { name, owner: owner ?? '' }) : t('hosts.wasFree', { name }),
      )
    })
  }

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
        <p className="dim">
          {host.auth.readable ? t(`hosts.next.${state}`) : t('hosts.loginUnreadable')}
        </p>
      )}
      <div className="panel-actions">
        {deploymentId !== null ? (
          <Button onClick={() => places.go({ screen: 'hosts', deploymentId })}>
            {t('deploys.steps')}
          </Button>
        ) : host.installed ? (
          <Button onClick={() => onTask({ name: 'plan', action: 'update', hosts: [host] })}>
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
          <Button onClick={() => void looking.discover([host.id])}>{t('hosts.discover')}</Button>
        )}
        <Menu
          label={t('hosts.more', { name })}
          items={hostActions(t, row, onTask, () => void unlock())}
        />
      </div>
      {looking.isRunning && <progress className="working" aria-label={t('hostAdd.looking')} />}
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      {isLocked && (
        <Notice
          mark="degraded"
          title={t('hosts.lockTitle')}
          action={<Button onClick={() => void unlock()}>{t('hosts.unlock')}</Button>}
        >
          {t('hosts.lockText')}
        </Notice>
      )}
      <HostVerdict host={host} />
      <HostFacts row={row} hosts={hosts} />
    </DetailPanel>
  )
}
