import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { AppGuide } from './app-guide.tsx'

/** The guide of the first run, at any time after it. */
export function PointAppDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('guide.title')} text={t('guide.text')} isWide onClose={onClose}>
      <AppGuide />
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t('guide.done')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
