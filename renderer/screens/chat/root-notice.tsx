import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isServing } from '#contract/model/worker'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { rootState } from '../../state/fleet.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useCommand } from '../../ui/use-command.ts'

/** Says before the message is sent that nobody is there to answer it. */
export function RootNotice() {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const root = useSeen(rootState)
  const hasServing = useSeen(seen => seen.workers.some(isServing))
  const { isRunning, fault, run } = useCommand()

  if (root.name === 'stopped' || root.name === 'failed') {
    const problem = fault ?? (root.name === 'failed' ? root.fault : null)
    return (
      <Notice
        mark={root.name === 'failed' ? 'offline' : 'resting'}
        title={t(root.name === 'failed' ? 'failure.title' : 'chat.rootStoppedTitle')}
        action={
          <Button
            look="primary"
            icon={Play}
            disabled={isRunning}
            onClick={() => run(() => ask('root.start', { port: null }))}
          >
            {t('stopped.start')}
          </Button>
        }
      >
        {problem ? faultSentence(t, problem) : t('chat.rootStopped')}
      </Notice>
    )
  }
  if (root.name === 'running' && !hasServing) {
    return <p className="says wrong">{t('chat.noneServing')}</p>
  }
  return null
}
