import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { type DeploymentAction, rolloutNames } from '#contract/model/deployment'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { stepWords } from '../../i18n/host-note-told.ts'
import { useCallApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { HostTrouble } from './host-trouble.tsx'
import { namesText } from './names-text.ts'
import { planText } from './plan-text.ts'
import { type PlannedHosts, usePlan } from './use-plan.ts'

interface Props {
  readonly action: DeploymentAction
  readonly hosts: readonly ListedHost[]
  readonly onClose: () => void
  readonly onStarted: (deploymentId: string) => void
}

const strategies = ['auto', ...rolloutNames] as const
type Strategy = (typeof strategies)[number]

/** What would be done on hosts, in words and commands; then it is done. */
export function PlanDialog({ action, hosts, onClose, onStarted }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const { isRunning, fault, run } = useCommand()
  const [strategy, setStrategy] = useState<Strategy>('auto')
  const ids = hosts.map(({ id }) => id)
  const reading = usePlan(action, ids)
  const able = (reading.data ?? []).filter(({ status }) => status === 'Success')

  const start = () =>
    run(async () => {
      const body = { hosts: able.map(({ host_id }) => host_id), action, strategy }
      const answer = await api('startDeployment', { body })
      if ('deployment_id' in answer) onStarted(answer.deployment_id)
    })

  const what = { action: t(`hosts.act.${action}`), hosts: namesText(t, hosts.map(nameOf)) }
  return (
    <Dialog
      isWide
      title={t('deploys.planTitle', what)}
      text={action === 'uninstall' ? t(uninstallText(hosts)) : t('deploys.planText')}
      onClose={onClose}
    >
      <div className="plan">
        <Loaded reading={reading} waiting={<Planning />}>
          {planned => planned.map(host => <HostPlan key={host.host_id} host={host} />)}
        </Loaded>
      </div>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <DialogActions>
        {hosts.length > 1 && (
          <label className="tick-line at-start">
            {t('deploys.strategy')}
            <select
              value={strategy}
              // Sound: the values are those of the strategies.
              onChange={event => setStrategy(event.target.value as Strategy)}
            >
              {strategies.map(name => (
                <option key={name} value={name}>
                  {t(`deploys.strategies.${name}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Button onClick={onClose}>{t('hostAdd.cancel')}</Button>
        <Button
          look={action === 'uninstall' ? 'danger' : 'primary'}
          disabled={isRunning || able.length === 0}
          onClick={() => void start()}
        >
          {able.length > 1 ? t('deploys.runOn', { count: able.length }) : t('deploys.run')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const nameOf = ({ name }: ListedHost) => name

const uninstallText = (hosts: readonly ListedHost[]) =>
  hosts.every(({ installed }) => installed?.method === 'coolify')
    ? 'hosts.uninstallCoolify'
    : 'hosts.uninstallText'

function Planning() {
  const { t } = useTranslation()
  return (
    <div className="waits" role="status">
      <progress aria-label={t('deploys.planning')} />
      <b>{t('deploys.planning')}</b>
      <p className="dim">{t('deploys.planningText')}</p>
    </div>
  )
}

function HostPlan({ host }: { readonly host: PlannedHosts[number] }) {
  const { t, i18n } = useTranslation()
  const isAble = host.status === 'Success'
  return (
    <section className="plan-host" aria-label={host.host_name}>
      <div className="plan-head">
        <StateMark mark={isAble ? 'starting' : 'offline'} />
        <b>{host.host_name}</b>
        <span className="dim">
          {isAble ? t('deploys.wouldChange') : t('deploys.cannot')}
          {host.batch > 0 && ` · ${t('deploys.batch', { batch: host.batch + 1 })}`}
        </span>
      </div>
      <HostTrouble host={host} />
      {isAble && host.steps.length === 0 && <p className="dim">{t('deploys.nothing')}</p>}
      <ol className="plan-steps">
        {host.steps.map(step => (
          <li key={step.name}>{stepWords(t, step)}</li>
        ))}
      </ol>
      {host.commands.length > 0 && (
        <details>
          <summary>{t('deploys.commands')}</summary>
          <p className="says">{t('deploys.commandsHow')}</p>
          <CodeBlock
            copyLabel={t('deploys.copyCommands')}
            text={planText(t, i18n.language, host)}
          />
        </details>
      )}
    </section>
  )
}
