import { useTranslation } from 'react-i18next'
import { ScreenHead } from '../../ui/screen-head.tsx'

export function HostsScreen() {
  const { t } = useTranslation()
  return (
    <div className="screen">
      <ScreenHead title={t('hosts.title')} />
    </div>
  )
}
