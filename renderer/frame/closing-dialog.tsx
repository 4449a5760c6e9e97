import { useTranslation } from 'react-i18next'
import type { CloseAnswer } from '#contract/model/desktop'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { useWindowState } from '../state/use-window-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { useCommand } from '../ui/use-command.ts'

/** Asked once, where no tray would bring the window back. */
export function ClosingDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()

  async function answer(does: CloseAnswer) {
    if (await run(() => ask('desktop.close', { does }))) onClose()
  }

  return (
    <Dialog
      title={t('desktop.ask.title')}
      text={t('desktop.ask.text')}
      onClose={() => void answer('stay')}
    >
      <p className="says closing-note">
        {fault ? faultSentence(t, fault) : t('desktop.ask.remembered')}
      </p>
      <DialogActions>
        <Button disabled={isRunning} onClick={() => void answer('quit')}>
          {t('desktop.ask.quit')}
        </Button>
        <Button
          look="primary"
          autoFocus
          disabled={isRunning}
          onClick={() => void answer('background')}
        >
          {t('desktop.ask.background')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
