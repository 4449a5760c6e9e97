import { BellOff, BellRing, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { momentText } from '../i18n/figures.ts'
import { type ListedAlert, placeOf } from '../state/alert-list.ts'
import { usePlaces } from '../state/place.ts'
import { Button } from '../ui/button.tsx'
import { type Mark, StateMark } from '../ui/state-mark.tsx'
import type { SeenAlerts } from './use-alerts.ts'
import { useDeeds } from './use-deeds.ts'

interface Props {
  readonly alerts: SeenAlerts
  readonly onClose: () => void
}

/** The last alerts, what happens next with each, and the way to where it is seen. */
export function AlertList({ alerts, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const places = usePlaces()
  const run = useDeeds()
  const { all = [], mutedUntil } = alerts
  const unread = new Set(alerts.unread.map(({ id }) => id))
  return (
    <>
      <div className="alert-head">
        <h2>{t('alertCentre.label')}</h2>
        {alerts.unread.length > 0 && (
          <Button look="quiet" onClick={alerts.markAllRead}>
            {t('alertCentre.markRead')}
          </Button>
        )}
      </div>
      {all.length === 0 ? (
        <div className="alert-none">
          <StateMark mark="healthy" />
          <div>
            <b>{t('alertCentre.empty')}</b>
            <p className="dim">{t('alertCentre.emptyText')}</p>
          </div>
        </div>
      ) : (
        <ul className="alert-list">
          {all.map(alert => (
            <li key={alert.id}>
              <button
                type="button"
                className={unread.has(alert.id) ? 'alert-row unread' : 'alert-row'}
                onClick={() => {
                  places.go(placeOf(alert))
                  onClose()
                }}
              >
                <StateMark mark={markOf(alert)} />
                <span className="alert-words">
                  <span className="alert-text">{alert.message}</span>
                  <AlertNext alert={alert} />
                </span>
                <ChevronRight size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="alert-foot">
        {mutedUntil === null ? (
          <>
            <Button look="quiet" icon={BellOff} onClick={() => run({ kind: 'mute', how: 'hour' })}>
              {t('alertCentre.hour')}
            </Button>
            <Button look="quiet" onClick={() => run({ kind: 'mute', how: 'morning' })}>
              {t('alertCentre.morning')}
            </Button>
          </>
        ) : (
          <>
            <span className="dim">
              {t('alertCentre.muted', {
                time: momentText(mutedUntil, Date.now(), i18n.language),
              })}
            </span>
            <Button look="quiet" icon={BellRing} onClick={() => run({ kind: 'mute', how: 'off' })}>
              {t('alertCentre.unmute')}
            </Button>
          </>
        )}
        <Button
          look="quiet"
          onClick={() => {
            places.go({ screen: 'settings', section: 'alerts' })
            onClose()
          }}
        >
          {t('alertCentre.settings')}
        </Button>
      </div>
    </>
  )
}

function AlertNext({ alert }: { readonly alert: ListedAlert }) {
  const { t, i18n } = useTranslation()
  const said = (at: string) => momentText(Date.parse(at), Date.now(), i18n.language)
  if (alert.recovered_at !== null) {
    return <span className="dim">{t('alertCentre.over', { time: said(alert.recovered_at) })}</span>
  }
  return (
    <span className="dim">
      {t(`alertCentre.next.${alert.rule}`)}{' '}
      <span className="alert-since">{t('alertCentre.since', { time: said(alert.opened_at) })}</span>
    </span>
  )
}

function markOf({ state, severity }: ListedAlert): Mark {
  if (state === 'recovered') return 'healthy'
  return severity === 'critical' ? 'offline' : 'degraded'
}
