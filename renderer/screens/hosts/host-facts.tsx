import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { measureText, timeTaken, unknown } from '../../i18n/figures.ts'
import { PanelSection } from '../../ui/detail-panel.tsx'
import { useNow } from '../../ui/use-now.ts'
import { type WorkerStateTexts, workerState } from '../topology/worker-state.ts'
import { type HostRow, isByCoolifyAlone } from './host-state.ts'
import { gigabytes } from './machine-figures.ts'

interface Props {
  readonly row: HostRow
  readonly hosts: readonly HostRow[]
}

/** The worker on a host: how it is, and why where it is not well. */
export function HostWorker({ row: { host, worker } }: Pick<Props, 'row'>) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const { installed } = host
  if (!installed) return null
  const state = worker && workerState(t, worker, now)
  return (
    <PanelSection name={t('hosts.worker')}>
      <dl className="facts-list host-facts">
        <dt>{t('hosts.state')}</dt>
        <dd>
          {state ? <WorkerStateWords {...state} /> : unknown}
          {state?.reasons.map(reason => (
            <p key={reason} className="says">
              {reason}
            </p>
          ))}
        </dd>
        {worker && (
          <>
            <dt>{t('nav.requests')}</dt>
            <dd>{t('hosts.inFlight', { inFlight: worker.load.inFlight, slots: worker.slots })}</dd>
          </>
        )}
        <dt>{t('hosts.version')}</dt>
        <dd>{installed.version}</dd>
        <dt>{t('hosts.method')}</dt>
        <dd>{t(`hosts.by.${installed.method}`)}</dd>
      </dl>
    </PanelSection>
  )
}

/** Loud only where something is wrong. */
function WorkerStateWords({ mark, words }: Pick<WorkerStateTexts, 'mark' | 'words'>) {
  const isWrong = mark === 'offline' || mark === 'degraded'
  if (!isWrong) return words
  return (
    <span className={`host-state tone-${mark}`}>
      <span className="toned">{words}</span>
    </span>
  )
}

/** What is known of a host besides: the machine, and the way there. */
export function HostFacts({ row, hosts }: Props) {
  const { t } = useTranslation()
  const { host } = row
  const jump = hosts.find(each => each.host.id === host.jump)?.host.name
  return (
    <>
      {host.verdict?.state !== 'unseen' && (
        <PanelSection name={t('hosts.facts')}>
          <Machine row={row} />
        </PanelSection>
      )}
      <PanelSection name={t('hosts.way')}>
        <dl className="facts-list host-facts">
          <dt>{t('hosts.transport')}</dt>
          <dd>{t(`hosts.through.${host.transport}`)}</dd>
          {jump && (
            <>
              <dt>{t('hosts.jump')}</dt>
              <dd>{jump}</dd>
            </>
          )}
          {!isByCoolifyAlone(host) && (
            <>
              <dt>{t('hosts.login')}</dt>
              <dd>{host.has_own_key ? t('hosts.ownKey') : t(`hosts.kind.${host.auth.kind}`)}</dd>
            </>
          )}
          {host.trust.pinned && (
            <>
              <dt>{t('hosts.key.pinned')}</dt>
              <dd className="mono">{host.trust.pinned.fingerprint}</dd>
            </>
          )}
          <dt>{t('hosts.priority')}</dt>
          <dd>{host.priority}</dd>
          {host.monthly_cost !== null && (
            <>
              <dt>{t('hosts.cost')}</dt>
              <dd>{t('hosts.costMonth', { cost: host.monthly_cost })}</dd>
            </>
          )}
        </dl>
      </PanelSection>
    </>
  )
}

function Machine({ row: { host } }: { readonly row: HostRow }) {
  const { t } = useTranslation()
  const facts = host.verdict?.facts
  if (!facts) {
    const words = isByCoolifyAlone(host) ? 'hostProblem.says.coolify' : 'hosts.notLooked'
    return <p className="dim">{t(words)}</p>
  }
  const free = (of: { readonly free: number; readonly total: number }) =>
    t('hosts.free', { free: gigabytes(of.free), total: gigabytes(of.total) })
  return (
    <dl className="facts-list host-facts">
      <dt>{t('hosts.os')}</dt>
      <dd>{facts.os.name}</dd>
      <dt>{t('hosts.processor')}</dt>
      <dd>
        {t('hosts.cpus', { count: facts.cpus })} · {facts.architecture}
      </dd>
      <dt>{t('hosts.memory')}</dt>
      <dd>{free({ free: facts.memory.available, total: facts.memory.total })}</dd>
      <dt>{t('hosts.disk')}</dt>
      <dd>{free(facts.disk)}</dd>
      <dt>{t('hosts.rights')}</dt>
      <dd>{t(`hosts.privilege.${facts.privileges}`)}</dd>
      {facts.cloud && (
        <>
          <dt>{t('hosts.cloud')}</dt>
          <dd>{facts.cloud}</dd>
        </>
      )}
      {Math.abs(facts.clock_skew_ms) >= 1_000 && (
        <>
          <dt>{t('hosts.clock')}</dt>
          <dd>{clockText(t, facts.clock_skew_ms)}</dd>
        </>
      )}
      {host.idle && (
        <>
          <dt>{t('hosts.idle')}</dt>
          <dd>{idleText(t, host.idle)}</dd>
        </>
      )}
    </dl>
  )
}

function clockText(t: TFunction, skewMs: number): string {
  const time = measureText(t, timeTaken(Math.abs(skewMs)))
  return t(skewMs > 0 ? 'hosts.clockAhead' : 'hosts.clockBehind', { time })
}

function idleText(t: TFunction, idle: NonNullable<HostRow['host']['idle']>): string {
  if (!idle.p95) return t('hosts.idleWaits', { hours: Math.min(24, idle.hours) })
  const cpu = Math.round(idle.p95.cpu)
  return t(idle.near ? 'hosts.idleNear' : 'hosts.idleSafe', { cpu })
}
