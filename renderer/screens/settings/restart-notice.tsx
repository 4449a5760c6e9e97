import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function RestartNotice() {
  const { t } = useTranslation()
  const { pending } = useWindowState()
  const { names, isRestarting } = useStore(pending.store)
  const { fault, run } = useCommand()
  if (names.length === 0 && !isRestarting) return null

  const labels = names.map(name => t(`setting.${name}.label`)).join(t('list.separator'))
  return (
    <div className="restart-notice" role="status">
      <Notice
        title={isRestarting ? t('settings.restarting') : t('settings.restartTitle')}
        action={
          <Button
            look="primary"
            icon={RotateCw}
            disabled={isRestarting}
            onClick={() => run(() => pending.restart())}
          >
            {t('settings.restart')}
          </Button>
        }
      >
        {fault ? faultSentence(t, fault) : `${labels} · ${t('settings.restartText')}`}
      </Notice>
    </div>
  )
}
