import { useTranslation } from 'react-i18next'
import { unknown } from '../../i18n/figures.ts'
import type { Why } from './why-failed.ts'

/** From so many percent on one may well be short of it. */
const nearlyFull = 90

/** How much of its machine was taken as the attempt failed, and how much the worker had to do. */
export function WorkerThen({ moment }: { readonly moment: NonNullable<Why['workerThen']> }) {
  const { t } = useTranslation()
  const { memory_usage, cpu_usage, disk_usage, in_flight, slots } = moment
  const shares = [
    ['memory', memory_usage],
    ['cpu', cpu_usage],
    ['disk', disk_usage],
  ] as const
  return (
    <dl className="worker-then">
      {shares.map(([name, percent]) => (
        <div key={name}>
          <dt>{t(`requests.why.usage.${name}`)}</dt>
          <dd className={percent !== null && percent >= nearlyFull ? 'tone-degraded full' : ''}>
            {percent === null ? (
              unknown
            ) : (
              <>
                {Math.round(percent)}
                <small> %</small>
              </>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('requests.why.usage.inFlight')}</dt>
        <dd>{t('requests.why.ofSlots', { count: in_flight, slots })}</dd>
      </div>
    </dl>
  )
}
