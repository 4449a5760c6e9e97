import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function OpenLogs() {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  return (
    <div className="section-action">
      <Button
        icon={FolderOpen}
        disabled={isRunning}
        onClick={() => run(() => ask('logs.open', null))}
      >
        {t('settings.openLogs')}
      </Button>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
    </div>
  )
}
