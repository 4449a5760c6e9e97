import { Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { countText, momentText, unknown } from '../../i18n/figures.ts'
import { usePlaces } from '../../state/place.ts'
import { useApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import { Figure } from '../../ui/figure.tsx'
import { dollars, shortCount } from './amounts.ts'
import { NowSection } from './now-section.tsx'
import { rateText } from './rate-text.ts'
import type { ShownApp } from './use-graph.ts'
import { useTraffic } from './use-traffic.ts'

interface Props {
  readonly app: ShownApp
  readonly appName: (appId: string) => string
  readonly onClose: () => void
}

export function AppPanel({ app, appName, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const places = usePlaces()
  const listed = useApi('listApps', {}, { everyMs: 10_000 }).data?.apps.find(
    ({ id }) => id === app.id,
  )
  const rate = useTraffic(seen => seen.appRates[app.id] ?? 0)
  const going = useTraffic(seen => seen.going.filter(({ appId }) => appId === app.id).length)
  const heard = useTraffic(seen => seen.appsHeard[app.id] ?? null)
  const dash = <span className="unknown">{unknown}</span>
  return (
    <DetailPanel
      title={app.name}
      text={
        heard === null
          ? t('topology.notHeard')
          : t('topology.heard', { time: momentText(heard, Date.now(), i18n.language) })
      }
      onClose={onClose}
    >
      <dl className="figures-grid">
        <Figure name={t('topology.rateNow')}>{rateText(t, rate)}</Figure>
        <Figure name={t('workers.inFlight')}>{countText(going, i18n.language)}</Figure>
        <Figure name={t('topology.tokensToday')}>
          {listed ? shortCount(listed.tokens_today, i18n.language) : dash}
        </Figure>
        <Figure name={t('topology.costMonth')}>
          {listed ? dollars(listed.cost_usd_this_month) : dash}
        </Figure>
      </dl>
      <div className="topo-actions">
        {listed && (
          <Button
            icon={Settings}
            onClick={() => places.go({ screen: 'settings', section: 'apps' })}
          >
            {t('topology.appSettings')}
          </Button>
        )}
      </div>
      <NowSection appId={app.id} appName={appName} />
    </DetailPanel>
  )
}

/** Those that were not heard of in the last hour. */
export function QuietPanel({
  apps,
  onClose,
}: {
  readonly apps: readonly ShownApp[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const places = usePlaces()
  return (
    <DetailPanel
      title={t('topology.quietApps', { count: apps.length, number: apps.length })}
      text={t('topology.quietText')}
      onClose={onClose}
    >
      <PanelSection name={t('topology.columns.apps')}>
        <ul className="topo-members">
          {apps.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => places.select({ screen: 'topology', part: `app:${id}` })}
              >
                <span className="topo-member-name">{name}</span>
              </button>
            </li>
          ))}
        </ul>
      </PanelSection>
    </DetailPanel>
  )
}
