import { useTranslation } from 'react-i18next'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { AuditView } from './audit-view.tsx'
import { StreamView } from './stream-view.tsx'

/** All that is said, as it is said; and who did what. */
export function LogsScreen() {
  const { t } = useTranslation()
  const places = usePlaces()
  const place = usePlaceOf('logs')
  const tab = place?.tab ?? 'stream'
  return (
    <div className="screen logs">
      <h1>{t('logs.title')}</h1>
      <Tabs
        label={t('logs.title')}
        tabs={[
          { value: 'stream', label: t('logs.tab.stream') },
          { value: 'audit', label: t('logs.tab.audit') },
        ]}
        value={tab}
        onChange={chosen =>
          places.select({ screen: 'logs', ...(chosen === 'audit' ? { tab: 'audit' } : {}) })
        }
      >
        {tab === 'audit' ? <AuditView /> : <StreamView />}
      </Tabs>
    </div>
  )
}
