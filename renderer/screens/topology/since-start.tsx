import { useTranslation } from 'react-i18next'
import { countText, longTime, measureText } from '../../i18n/figures.ts'
import { fleetFigures } from '../../state/fleet.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { useNow } from '../../ui/use-now.ts'

/** The figures that matter, over all workers. */
export function SinceStart({ since }: { readonly since: number }) {
  const { t, i18n } = useTranslation()
  const { served, failed, inFlight, firstTokenMs } = useSeen(seen => fleetFigures(seen.workers))
  const up = longTime(useNow(1_000) - since)
  return (
    <section aria-labelledby="since-start">
      <div className="section-head">
        <h2 className="section-name" id="since-start">
          {t('sinceStart.title')}
        </h2>
        <span className="dim">{t('sinceStart.up', { time: measureText(t, up) })}</span>
      </div>
      <dl className="facts">
        <div>
          <dt>{t('workers.served')}</dt>
          <dd>{countText(served, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('workers.failed')}</dt>
          <dd className={failed > 0 ? 'wrong' : ''}>{countText(failed, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('workers.inFlight')}</dt>
          <dd>{countText(inFlight, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('workers.firstToken')}</dt>
          <dd>
            <TimeFigure ms={firstTokenMs} />
          </dd>
        </div>
      </dl>
    </section>
  )
}
