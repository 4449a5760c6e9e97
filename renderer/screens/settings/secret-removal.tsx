import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface Props {
  readonly label: string
  readonly onRemove: () => Promise<unknown>
  readonly onClose: () => void
}

/** A secret that is removed cannot be brought back: the window never had it. */
export function SecretRemoval({ label, onRemove, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('settings.removeKeyAsk', { name: label })}
      text={t('settings.removeKeyText')}
      yes={t('settings.removeKey')}
      onYes={onRemove}
      onClose={onClose}
    />
  )
}
