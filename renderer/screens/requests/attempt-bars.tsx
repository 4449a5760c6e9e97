import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { attemptReason } from './attempt-reason.ts'
import type { RequestDetail } from './request-detail.ts'
import { useNames } from './request-names.ts'
import { type Bar, type Span, type Waterfall, waterfallOf } from './waterfall.ts'

/** The attempts under each other on one axis of time. */
export function AttemptBars({ request }: { readonly request: RequestDetail }) {
  const { t } = useTranslation()
  const waterfall = waterfallOf(request)
  const { waited_ms, attempts_detail } = request
  const waited = waited_ms !== null && waited_ms >= 1 && (
    <p className="says">
      {t('requests.panel.waited', { time: measureText(t, timeTaken(waited_ms)) })}
    </p>
  )
  if (!waterfall) {
    const key = attempts_detail ? 'requests.panel.noAttempt' : 'requests.panel.attemptsNone'
    return (
      <>
        <p className="dim">{t(key)}</p>
        {waited}
      </>
    )
  }
  return (
    <>
      <ol className="waterfall">
        {waterfall.line && (
          <li>
            <span className="attempt-head dim">{t('requests.attempt.line')}</span>
            <Track waterfall={waterfall}>
              <span className="bar in-line" style={spanStyle(waterfall.line)} />
            </Track>
          </li>
        )}
        {waterfall.bars.map((bar, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts stand in their order and never change
          <AttemptBar key={at} bar={bar} waterfall={waterfall} />
        ))}
      </ol>
      <Axis waterfall={waterfall} />
      {waited}
    </>
  )
}

function AttemptBar({ bar, waterfall }: { readonly bar: Bar; readonly waterfall: Waterfall }) {
  const { t } = useTranslation()
  const names = useNames()
  const { attempt, waiting, streaming } = bar
  const { kind, outcome, began_ms, ended_ms } = attempt
  const worker = names.worker(attempt.worker_id) ?? attempt.worker_id
  const isFailed = outcome === 'failed'
  const time = (ms: number) => measureText(t, timeTaken(ms))
  return (
    <li
      aria-label={t('requests.attempt.says', {
        worker,
        kind: t(`requests.attempt.${kind}`),
        began: time(began_ms),
        ended: time(ended_ms),
        outcome: t(`requests.outcome.${outcome}`),
      })}
    >
      <span className="attempt-head">
        <b>{worker}</b>
        {kind !== 'first' && <span className="tag">{t(`requests.attempt.${kind}`)}</span>}
        <span className="attempt-time">{time(ended_ms - began_ms)}</span>
      </span>
      <Track waterfall={waterfall}>
        <span className={`bar waiting ${outcome}`} style={spanStyle(waiting)} />
        {streaming && <span className={`bar streaming ${outcome}`} style={spanStyle(streaming)} />}
        {isFailed && (
          <span className="cross" style={{ left: `${endOf(streaming ?? waiting)}%` }}>
            <StateMark mark="offline" />
          </span>
        )}
      </Track>
      {isFailed && <p className="attempt-why">{attemptReason(t, attempt)}</p>}
    </li>
  )
}

function Track({
  waterfall,
  children,
}: {
  readonly waterfall: Waterfall
  readonly children: ReactNode
}) {
  return (
    <span className="track" aria-hidden="true">
      {waterfall.ticks.slice(1).map(({ ms, left }) => (
        <span key={ms} className="track-tick" style={{ left: `${left}%` }} />
      ))}
      {children}
    </span>
  )
}

function Axis({ waterfall }: { readonly waterfall: Waterfall }) {
  const { t } = useTranslation()
  return (
    <div className="waterfall-axis" aria-hidden="true">
      {waterfall.ticks.map(({ ms, left }) => (
        <span
          key={ms}
          className={left === 0 ? 'at-start' : left > 90 ? 'at-end' : ''}
          style={{ left: `${left}%` }}
        >
          {ms === 0 ? '0' : measureText(t, timeTaken(ms))}
        </span>
      ))}
    </div>
  )
}

const spanStyle = ({ left, width }: Span) => ({ left: `${left}%`, width: `${width}%` })
const endOf = ({ left, width }: Span) => Math.min(100, left + width)
