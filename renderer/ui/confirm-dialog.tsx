import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fault } from '#contract/fault'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { faultOf } from '../state/fault-of.ts'
import { Button } from './button.tsx'

interface Props {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly onYes: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something is lost. Stays open and says why when it could not be done. */
export function ConfirmDialog({ title, text, yes, onYes, onClose }: Props) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const [fault, setFault] = useState<Fault | null>(null)

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  async function confirm() {
    try {
      await onYes()
      dialog.current?.close()
    } catch (failure) {
      setFault(faultOf(failure))
    }
  }

  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 className="dialog-title" id={titleId}>
        {title}
      </h2>
      <p className="dialog-text">{text}</p>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <div className="actions">
        <Button onClick={() => dialog.current?.close()}>{t('confirm.cancel')}</Button>
        <Button look="danger" onClick={() => void confirm()}>
          {yes}
        </Button>
      </div>
    </dialog>
  )
}
