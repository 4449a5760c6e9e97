import { useTranslation } from 'react-i18next'
import { ScreenHead } from '../../ui/screen-head.tsx'

export function LogsScreen() {
  const { t } = useTranslation()
  return (
    <div className="screen">
      <ScreenHead title={t('logs.title')} />
    </div>
  )
}
