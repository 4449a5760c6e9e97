import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'

export interface NewKey {
  readonly name: string
  readonly key: string
}

interface Props {
  readonly made: NewKey
  readonly onClose: () => void
}

/** A key, shown once. */
export function KeyDialog({ made, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('settings.apps.keyTitle', { name: made.name })}
      text={t('settings.apps.keyText')}
      onClose={onClose}
    >
      <div className="key-shown">
        <CodeBlock copyLabel={t('settings.apps.copyKey')} text={made.key} />
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t('settings.apps.keyDone')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
