import { Play, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Fault } from '#contract/fault'
import type { RootState } from '#contract/model/root-state'
import { faultSentence, portNextSentence, portOwnerSentence } from '../i18n/fault-sentence.ts'
import { usePlaces } from '../state/place.ts'
import { useWindowState } from '../state/use-window-state.ts'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { useCommand } from '../ui/use-command.ts'

interface Props {
  readonly root: Extract<RootState, { name: 'stopped' | 'failed' }>
}

/** The root node listens for nobody: why, and the ways to get it up. */
export function RootDown({ root }: Props) {
  const places = usePlaces()
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const start = (port: number | null) => run(() => ask('root.start', { port }))
  const problem = fault && <p className="says wrong">{faultSentence(t, fault)}</p>

  if (root.name === 'stopped') {
    return (
      <EmptyState picture={<BrandMark />} title={t('stopped.title')} text={t('stopped.text')}>
        <Button look="primary" icon={Play} disabled={isRunning} onClick={() => start(null)}>
          {t('stopped.start')}
        </Button>
        {problem}
      </EmptyState>
    )
  }

  const { title, text, detail } = failureTexts(root.fault)
  const freePort = root.fault.code === 'port.taken' ? root.fault.freePort : null
  return (
    <EmptyState picture={<StateMark mark="offline" />} title={title} text={text} detail={detail}>
      {freePort !== null && (
        <Button look="primary" disabled={isRunning} onClick={() => start(freePort)}>
          {t('failure.usePort', { port: freePort })}
        </Button>
      )}
      <Button
        look={freePort === null ? 'primary' : 'plain'}
        icon={RotateCw}
        disabled={isRunning}
        onClick={() => start(null)}
      >
        {t('failure.again')}
      </Button>
      <Button look="quiet" onClick={() => places.go({ screen: 'settings' })}>
        {t('failure.openSettings')}
      </Button>
      {problem}
    </EmptyState>
  )

  function failureTexts(fault: Fault) {
    if (fault.code !== 'port.taken') {
      return { title: t('failure.title'), text: faultSentence(t, fault), detail: undefined }
    }
    return {
      title: t('failure.portTitle', { port: fault.port }),
      text: portOwnerSentence(t, fault),
      detail: portNextSentence(t, fault),
    }
  }
}
