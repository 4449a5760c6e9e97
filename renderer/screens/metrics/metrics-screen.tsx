import { useTranslation } from 'react-i18next'
import { ScreenHead } from '../../ui/screen-head.tsx'

export function MetricsScreen() {
  const { t } = useTranslation()
  return (
    <div className="screen">
      <ScreenHead title={t('metrics.title')} />
    </div>
  )
}
