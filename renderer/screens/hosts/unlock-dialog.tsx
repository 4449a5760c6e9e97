import { useTranslation } from 'react-i18next'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi } from '../../state/use-api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface Props {
  readonly host: { readonly id: string; readonly name: string }
  readonly onClose: () => void
  readonly onBroken?: () => void
}

/** Asks before the lock on a host is taken away from whoever has it, and says who that was. */
export function UnlockDialog({ host: { id, name }, onClose, onBroken }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const toasts = useToasts()
  return (
    <ConfirmDialog
      title={t('hosts.unlockTitle', { name })}
      text={t('hosts.unlockText')}
      yes={t('hosts.unlock')}
      onClose={onClose}
      onYes={async () => {
        const { broken, owner } = await api('breakHostLock', { path: { id } })
        toasts.say(
          broken ? t('hosts.unlocked', { name, owner: owner ?? '' }) : t('hosts.wasFree', { name }),
        )
        onBroken?.()
      }}
    />
  )
}
