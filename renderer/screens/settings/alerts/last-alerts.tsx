import { useTranslation } from 'react-i18next'
import { momentText } from '../../../i18n/figures.ts'
import { useApi } from '../../../state/use-api.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { useNow } from '../../../ui/use-now.ts'

const mostShown = 20

/** What was wrong lately, the newest first. */
export function LastAlerts() {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const alerts = useApi('listAlerts', { query: { limit: mostShown } })
  return (
    <section className="sub-section" aria-labelledby="last-alerts">
      <h3 id="last-alerts" className="sub-title">
        {t('settings.alerting.last')}
      </h3>
      <Loaded reading={alerts}>
        {data =>
          data.alerts.length === 0 ? (
            <p className="says">
              {t('settings.alerting.noneTitle')} · {t('settings.alerting.noneText')}
            </p>
          ) : (
            <table className="plain-table">
              <caption className="visually-hidden">{t('settings.alerting.last')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('settings.alerting.when')}</th>
                  <th scope="col">{t('settings.alerting.what')}</th>
                  <th scope="col">{t('settings.alerting.state')}</th>
                </tr>
              </thead>
              <tbody>
                {data.alerts.map(alert => (
                  <tr key={alert.id}>
                    <td className="dim moment">
                      {momentText(Date.parse(alert.opened_at), now, i18n.language)}
                    </td>
                    <td>
                      {t(`settings.alerting.rule.${alert.rule}`)}
                      {alert.name && <span className="dim"> · {alert.name}</span>}
                    </td>
                    <td>
                      <span className="state-word">
                        <StateMark
                          mark={
                            alert.state === 'recovered'
                              ? 'healthy'
                              : alert.severity === 'critical'
                                ? 'offline'
                                : 'degraded'
                          }
                        />
                        {t(`settings.alerting.${alert.state}`)}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  )
}
