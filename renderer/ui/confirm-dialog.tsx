import { AlertDialog } from 'radix-ui'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fault } from '#contract/fault'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { faultOf } from '../state/fault-of.ts'
import { Button } from './button.tsx'
import { useReturnFocus } from './use-return-focus.ts'

interface Props {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly onYes: () => Promise<unknown>
  readonly onClose: () => void
  /** What else is to be chosen before. */
  readonly children?: ReactNode
}

/** Asks before something is lost. Stays open and says why when it could not be done. */
export function ConfirmDialog({ title, text, yes, onYes, onClose, children }: Props) {
  const { t } = useTranslation()
  const [fault, setFault] = useState<Fault | null>(null)
  const [isRunning, setRunning] = useState(false)
  const returnFocus = useReturnFocus()

  async function confirm(event: MouseEvent) {
    event.preventDefault()
    setRunning(true)
    try {
      await onYes()
      onClose()
    } catch (failure) {
      setFault(faultOf(failure))
    } finally {
      setRunning(false)
    }
  }

  return (
    <AlertDialog.Root open onOpenChange={open => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="veil" />
        <AlertDialog.Content className="dialog" onCloseAutoFocus={returnFocus}>
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">{text}</AlertDialog.Description>
          {children}
          {fault && (
            <p className="says wrong" role="alert">
              {faultSentence(t, fault)}
            </p>
          )}
          <div className="actions dialog-actions">
            <AlertDialog.Cancel asChild>
              <Button>{t('confirm.cancel')}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button
                look="danger"
                disabled={isRunning}
                onClick={event => {
                  void confirm(event)
                }}
              >
                {yes}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
