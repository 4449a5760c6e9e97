import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import type { DeploymentAction } from '#contract/model/deployment'
import { checkTold, stepTold, stepWords } from '../../i18n/host-note-told.ts'
import { Meter } from '../../ui/meter.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { deploymentMarks, stepMarks } from './deployment-state.ts'
import { HostTrouble } from './host-trouble.tsx'
import { megabytes } from './machine-figures.ts'
import { Told } from './told-words.tsx'

type Host = ListedDeployment['hosts'][number]

/** One host of a deployment: its steps, what was checked, and what to do where it is not well. */
export function DeploymentHost({
  host,
  action,
}: {
  readonly host: Host
  readonly action: DeploymentAction
}) {
  const { t } = useTranslation()
  const serves = host.status === 'Success' && action !== 'uninstall' && action !== 'stop'
  return (
    <section className="deployment-host" aria-label={host.host_name}>
      <div className="plan-head">
        <StateMark mark={deploymentMarks[host.status]} />
        <b>{host.host_name}</b>
        <span className="dim">
          {serves && host.worker_id ? t('deploys.serves') : t(`deploys.is.${host.status}`)}
        </span>
      </div>
      <HostTrouble host={host} />
      <ol className="deployment-steps">
        {host.steps.map(step => (
          <Step key={step.name} step={step} hasProblem={host.problem !== null} />
        ))}
      </ol>
      {host.checks.length > 0 && (
        <ul className="deployment-steps checks" aria-label={t('deploys.checks')}>
          {host.checks.map(check => (
            <li key={check.name}>
              <StateMark mark={check.passed ? 'healthy' : 'degraded'} />
              <div className="step-words">
                {t(`deploys.check.${check.name}`)}
                <Told told={checkTold(t, check)} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Step({
  step,
  hasProblem,
}: {
  readonly step: Host['steps'][number]
  readonly hasProblem: boolean
}) {
  const { t } = useTranslation()
  const { status, progress, duration_ms, changed } = step
  const words = stepWords(t, step)
  const told = stepTold(t, step, hasProblem)
  const isQuiet = status === 'pending' || status === 'skipped' || status === 'cancelled'
  const state = status === 'done' && !changed ? t('deploys.unchanged') : t(`deploys.step.${status}`)
  return (
    <li className={isQuiet ? 'dim' : ''} aria-current={status === 'running' ? 'step' : undefined}>
      {isQuiet ? <span className="step-dot" /> : <StateMark mark={stepMarks[status]} />}
      <div className="step-words">
        {words}
        {told && <Told told={told} />}
        {status === 'running' && progress && (
          <span className="step-progress">
            <Meter label={words} value={progress.done} most={progress.total} />
            <span className="says">
              {t('deploys.bytes', {
                done: megabytes(progress.done),
                total: megabytes(progress.total),
              })}
            </span>
          </span>
        )}
      </div>
      <span className="step-state dim">{state}</span>
      <span className="step-time">{duration_ms !== null && <TimeFigure ms={duration_ms} />}</span>
    </li>
  )
}
