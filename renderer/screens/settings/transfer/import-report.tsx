import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { Button } from '../../../ui/button.tsx'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { type Done, takeBack } from './apply-steps.ts'
import { stepText } from './step-text.ts'

interface Props {
  readonly done: readonly Done[]
  readonly onSaveBefore: () => Promise<void>
  readonly onUndone: () => Promise<void>
  readonly onClose: () => void
}

/** What came of an import, the keys that it made, and the way back. */
export function ImportReport({ done, onSaveBefore, onUndone, onClose }: Props) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const [isUndoing, setUndoing] = useState(false)
  const failed = done.filter(({ fault }) => fault !== null)
  const keyed = done.filter(({ key }) => key !== null)

  async function undo() {
    setUndoing(true)
    const left = await takeBack(done)
    await onUndone()
    if (left > 0) toasts.warn(t('settings.transfer.undoneSome', { count: left }))
    else toasts.say(t('settings.transfer.undone'))
    onClose()
  }

  return (
    <Dialog
      isWide
      title={t('settings.transfer.reportTitle')}
      text={t('settings.transfer.reportText', {
        done: done.length - failed.length,
        failed: failed.length,
      })}
      onClose={onClose}
    >
      {failed.length > 0 && (
        <ul className="failures">
          {failed.map(({ step, fault }) => {
            const { name } = stepText(t, step)
            return (
              <li key={`${step.kind} ${name}`} className="state-word">
                <StateMark mark="offline" />
                {name}
                <span className="dim">{fault && faultSentence(t, fault)}</span>
              </li>
            )
          })}
        </ul>
      )}
      {keyed.length > 0 && (
        <div className="new-keys">
          <p>{t('settings.transfer.keys')}</p>
          {keyed.map(({ step, key }) => {
            const { name } = stepText(t, step)
            return (
              <CodeBlock
                key={name}
                name={name}
                copyLabel={t('settings.transfer.copyKey', { name })}
                text={key ?? ''}
              />
            )
          })}
        </div>
      )}
      <DialogActions>
        <Button disabled={isUndoing} onClick={() => void onSaveBefore()}>
          {t('settings.transfer.saveBefore')}
        </Button>
        <Button disabled={isUndoing} onClick={() => void undo()}>
          {t('settings.transfer.undo')}
        </Button>
        <Button look="primary" disabled={isUndoing} onClick={onClose}>
          {t('settings.transfer.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
