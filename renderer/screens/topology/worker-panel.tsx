import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import type { Worker } from '#contract/model/worker'
import { countText, unknown } from '../../i18n/figures.ts'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import { Figure } from '../../ui/figure.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'
import { dollars, percentText, shortCount } from './amounts.ts'
import { MachineSection } from './machine-section.tsx'
import { NowSection } from './now-section.tsx'
import { problemText } from './provider-words.ts'
import { sinceText } from './use-graph.ts'
import { useWorkerDay } from './use-worker-day.ts'
import { WorkerActions } from './worker-actions.tsx'
import { useShownWorker } from './worker-shown.ts'

interface Props {
  readonly workerId: string
  readonly hosts: readonly ListedHost[]
  readonly appName: (appId: string) => string
  readonly onClose: () => void
}

export function WorkerPanel({ workerId, hosts, appName, onClose }: Props) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const shown = useShownWorker(workerId, now)
  if (!shown) {
    return (
      <DetailPanel title={workerId} onClose={onClose}>
        <p className="dim">{t('topology.gone')}</p>
      </DetailPanel>
    )
  }
  const { worker, state, isPast } = shown
  const host = hosts.find(({ name }) => name === worker.hostName) ?? null
  return (
    <DetailPanel
      title={worker.name}
      mark={<StateMark mark={state.mark} />}
      text={<Where worker={worker} now={now} />}
      onClose={onClose}
    >
      {(state.mark !== 'healthy' || isPast) && (
        <p className="topo-state">
          <b className={`tone-${state.mark}`}>{state.words}</b>
          {state.reasons.map(reason => (
            <span key={reason}>{reason}</span>
          ))}
        </p>
      )}
      <Day worker={worker} isPast={isPast} />
      <WorkerActions worker={worker} host={host} isPast={isPast} />
      <NowSection workerId={workerId} appName={appName} />
      <Models worker={worker} />
      <MachineSection host={host} vitals={worker.vitals} />
    </DetailPanel>
  )
}

function Where({ worker, now }: { readonly worker: Worker; readonly now: number }) {
  const { t } = useTranslation()
  const { origin, hostName, url, version, phase } = worker
  const place =
    origin === 'local'
      ? t('workers.onThisComputer')
      : hostName !== null && hostName !== worker.name
        ? t('topology.onHost', { name: hostName })
        : (url ?? t('workers.noAddressYet'))
  const parts = [
    place,
    version === null ? null : `v${version}`,
    phase.name === 'healthy' && phase.since > 0
      ? t('topology.wellFor', { time: sinceText(t, phase.since, now) })
      : null,
    origin === 'host' ? t(`workers.transport.${worker.transport}`) : null,
    origin === 'environment' ? t('workers.fromEnvironment') : null,
  ]
  return <span className="selectable">{parts.filter(Boolean).join(' · ')}</span>
}

function Day({ worker, isPast }: { readonly worker: Worker; readonly isPast: boolean }) {
  const { t, i18n } = useTranslation()
  const day = useWorkerDay(worker.id)
  const { load, slots } = worker
  const p95 = day.firstTokenP95Ms
  return (
    <>
      <dl className="figures-grid">
        <Figure
          name={
            p95 === null ? (
              t('workers.firstToken')
            ) : (
              <>
                {t('topology.firstTokenP95')} <TimeFigure ms={p95} />
              </>
            )
          }
        >
          <TimeFigure ms={isPast ? null : load.firstTokenMs} />
        </Figure>
        <Figure
          name={
            day.requests === null
              ? t('topology.servedToday')
              : t('topology.ofToday', { number: countText(day.requests, i18n.language) })
          }
        >
          {day.servedShare === null ? (
            <span className="unknown">{unknown}</span>
          ) : (
            <>
              {percentText(day.servedShare)} <small>%</small>
            </>
          )}
        </Figure>
        <Figure name={t('workers.inFlight')}>
          {isPast ? (
            <span className="unknown">{unknown}</span>
          ) : (
            <>
              {load.inFlight} <small>/ {slots}</small>
            </>
          )}
        </Figure>
        <Figure
          name={
            day.tokens === null
              ? t('topology.today')
              : t('topology.todayTokens', { number: shortCount(day.tokens, i18n.language) })
          }
        >
          {day.costUsd === null ? <span className="unknown">{unknown}</span> : dollars(day.costUsd)}
        </Figure>
      </dl>
      <div className="topo-line-chart">
        <Sparkline label={t('topology.firstTokenLine')} values={day.firstTokens} />
      </div>
    </>
  )
}

const shownModels = 8

/** What it can be asked for, and by whom it is answered. */
function Models({ worker }: { readonly worker: Worker }) {
  const { t } = useTranslation()
  if (worker.providers.length === 0 && worker.models.length === 0) return null
  const more = worker.models.length - shownModels
  return (
    <PanelSection name={t('topology.providers')}>
      <ul className="topo-providers">
        {worker.providers.map(report => (
          <li key={report.name}>
            <StateMark mark={report.problem === null ? 'healthy' : 'degraded'} />
            <span>{t(`provider.${report.name}`)}</span>
            {report.problem !== null && (
              <span className="dim selectable">
                {[...new Set([problemText(t, report), report.problem])].join(' · ')}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="topo-models mono dim selectable">
        {worker.models.slice(0, shownModels).join('  ')}
        {more > 0 && ` ${t('workers.moreModels', { number: more })}`}
      </p>
    </PanelSection>
  )
}
