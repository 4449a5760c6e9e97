import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '#contract/http/operations'
import { momentToTheSecond } from '../../i18n/figures.ts'
import { hostProblemText } from '../../i18n/host-problem-text.ts'
import { type Place, usePlaces } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { CodedText } from '../../ui/coded-text.tsx'
import { PanelSection } from '../../ui/detail-panel.tsx'
import { aroundText } from './around-event.ts'
import { useNames } from './request-names.ts'
import type { Action, Why } from './why-failed.ts'
import { WorkerLines } from './worker-lines.tsx'
import { WorkerThen } from './worker-then.tsx'

interface Props {
  readonly why: Why
  /** Whether it went well in the end. */
  readonly isOver: boolean
  readonly hosts: AnswerOf<'listHosts'>['hosts']
}

/** What went wrong, what helps, and what else is known of it. */
export function FailureReasons({ why, isOver, hosts }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const names = useNames()
  const { workerId, workerThen, phase, models, problems, events } = why
  const host = hosts.find(({ installed }) => installed && installed.worker_id === workerId)
  const isMachines = ['unreachable', 'silent', 'cut', 'provider', 'inside'].includes(why.remedy)

  return (
    <PanelSection name={t(isOver ? 'requests.why.rescued' : 'requests.why.name')}>
      <div className={isOver ? 'why' : 'why loud'}>
        <p>{t(`requests.why.remedy.${why.remedy}`)}</p>
        {models.length > 0 && (
          <p>{t('requests.why.similar', { models: models.join(t('list.separator')) })}</p>
        )}
        {why.said && <blockquote className="mono selectable">{why.said}</blockquote>}
        {workerId && isMachines && (
          <p className="dim">
            {phase
              ? t('requests.why.now', {
                  worker: names.worker(workerId),
                  phase: t(`requests.phase.${phase}`),
                })
              : t('requests.why.gone', { worker: workerId })}
          </p>
        )}
        {why.actions.length > 0 && (
          <div className="why-actions">
            {why.actions.map(action => (
              <Button key={action.kind} onClick={() => places.go(placeOf(action, workerId))}>
                {action.kind === 'host'
                  ? t('requests.do.host', { host: action.hostName })
                  : t(`requests.do.${action.kind}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
      {workerId && workerThen && (
        <>
          <h4>{t('requests.why.atFailure', { worker: names.worker(workerId) })}</h4>
          <WorkerThen moment={workerThen} />
        </>
      )}
      {problems.length > 0 && (
        <>
          <h4>{t('requests.why.host')}</h4>
          <ul className="why-list">
            {problems
              .map(problem => hostProblemText(t, problem))
              .map(({ message, help }) => (
                <li key={message}>
                  <CodedText text={message} />{' '}
                  <span className="dim">
                    <CodedText text={help} />
                  </span>
                </li>
              ))}
          </ul>
        </>
      )}
      {events.length > 0 && (
        <>
          <h4>{t('requests.why.around')}</h4>
          <Events events={events} />
        </>
      )}
      {host && isMachines && <WorkerLines hostId={host.id} />}
    </PanelSection>
  )
}

function Events({ events }: Pick<Why, 'events'>) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  return (
    <ul className="why-list">
      {events.map(event => (
        <li key={event.seq} className="why-event">
          <time className="mono" dateTime={event.at}>
            {momentToTheSecond(Date.parse(event.at), i18n.language)}
          </time>
          <span>{aroundText(t, event, names.worker(event.subject) ?? event.subject)}</span>
        </li>
      ))}
    </ul>
  )
}

function placeOf(action: Action, workerId: string | null): Place {
  switch (action.kind) {
    case 'host':
      return { screen: 'hosts', hostId: action.hostId }
    case 'workers':
      return workerId ? { screen: 'topology', workerId } : { screen: 'topology' }
    case 'logs':
      return { screen: 'logs' }
    default:
      return { screen: 'settings', section: action.kind }
  }
}
