import { useTranslation } from 'react-i18next'
import { useSeen } from '../../state/use-window-state.ts'
import { Notice } from '../../ui/notice.tsx'

export function KeyFileNotice() {
  const { t } = useTranslation()
  const protection = useSeen(seen => seen.secretProtection)
  if (protection === 'keyring') return null
  return (
    <Notice mark="degraded" title={t('settings.keyFileTitle')}>
      {t('settings.keyFileText')}
    </Notice>
  )
}
