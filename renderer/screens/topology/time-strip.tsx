import { Slider } from 'radix-ui'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { countText, longTime, measureText } from '../../i18n/figures.ts'
import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { type Minute, shownMinutes } from './minutes.ts'
import { useTraffic } from './use-traffic.ts'
import { useView, useViewStore } from './view.ts'

const stepSeconds = 10
const hourSeconds = shownMinutes * 60

/** The last hour: what came in each minute, and a handle to look back with. */
export function TimeStrip() {
  const { t, i18n } = useTranslation()
  const view = useViewStore()
  const moment = useView(state => state.moment)
  const now = useNow(1_000)
  const minutes = useTraffic(seen => seen.minutes.map(minuteKey)).map(minuteOf)
  const known = minutes.filter(minute => minute !== null)
  const requests = known.reduce((sum, minute) => sum + minute.requests, 0)
  const failed = known.reduce((sum, minute) => sum + minute.failed, 0)
  const end = Math.ceil(now / 1_000 / stepSeconds) * stepSeconds * 1_000
  const value =
    moment === null ? hourSeconds : Math.max(0, Math.round(hourSeconds - (end - moment) / 1_000))
  const clock = new Intl.DateTimeFormat(i18n.language, {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  const shown = clock.format(moment ?? now)

  function goTo(seconds: number) {
    const isNow = seconds >= hourSeconds
    view.setState({ moment: isNow ? null : end - (hourSeconds - seconds) * 1_000 })
  }

  return (
    <section className="time-strip" aria-label={t('topology.lastHour')}>
      <div className="time-strip-name">
        {moment === null ? (
          <b>{t('topology.live')}</b>
        ) : (
          <Button onClick={() => view.setState({ moment: null })}>{t('topology.toLive')}</Button>
        )}
        <p className="dim">
          {moment === null
            ? t('topology.lastHour')
            : t('topology.ago', { time: measureText(t, longTime(now - moment)) })}
        </p>
      </div>
      <div className="time-strip-bars">
        <Bars minutes={minutes} />
        <span className="visually-hidden">
          {t('topology.hourText', {
            requests: countText(requests, i18n.language),
            failed: countText(failed, i18n.language),
          })}
        </span>
        <Slider.Root
          className="time-slider"
          min={0}
          max={hourSeconds}
          step={stepSeconds}
          value={[value]}
          onValueChange={([seconds = hourSeconds]) => goTo(seconds)}
        >
          <Slider.Track className="time-slider-track" />
          <Slider.Thumb
            className="time-slider-thumb"
            aria-label={t('topology.moment')}
            aria-valuetext={moment === null ? t('topology.live') : shown}
          />
        </Slider.Root>
      </div>
      <time className="mono dim">{shown}</time>
    </section>
  )
}

/** Texts are compared one by one, so that a second in which nothing came draws nothing. */
const minuteKey = (minute: Minute | null) => (minute ? `${minute.requests}/${minute.failed}` : '')

function minuteOf(key: string): Minute | null {
  if (key === '') return null
  const [requests = 0, failed = 0] = key.split('/').map(Number)
  return { requests, failed }
}

const height = 44
const step = 10

const Bars = memo(function Bars({ minutes }: { readonly minutes: readonly (Minute | null)[] }) {
  const most = Math.max(1, ...minutes.map(minute => minute?.requests ?? 0))
  return (
    <svg
      className="time-bars"
      aria-hidden="true"
      viewBox={`0 0 ${minutes.length * step} ${height}`}
      preserveAspectRatio="none"
    >
      {minutes.map((minute, at) => {
        const x = at * step + 1
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is known by its place
        if (!minute) return <path key={at} className="bar-unknown" d={`M${x} ${height - 0.5}h8`} />
        const bar = minute.requests === 0 ? 1 : Math.max(2, (minute.requests / most) * (height - 4))
        const wrong = minute.failed === 0 ? 0 : Math.max(2, (minute.failed / most) * (height - 4))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is known by its place
          <g key={at}>
            <rect x={x} y={height - bar} width={step - 2} height={bar} />
            <rect className="bar-wrong" x={x} y={height - wrong} width={step - 2} height={wrong} />
          </g>
        )
      })}
    </svg>
  )
})
