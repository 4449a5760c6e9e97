import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { isSending } from './is-sending.ts'

interface Props {
  readonly text: string
  /** From this one on, which another way on would take the place of. */
  readonly turns: number
  readonly onSend: (text: string) => void
  readonly onCancel: () => void
}

export function EditMessage({ text, turns, onSend, onCancel }: Props) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState(text)
  const box = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    box.current?.focus()
    box.current?.setSelectionRange(text.length, text.length)
  }, [text])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.stopPropagation()
      onCancel()
    }
    if (!isSending(event)) return
    event.preventDefault()
    if (edited.trim() !== '') onSend(edited)
  }

  return (
    <div className="edit-message">
      <textarea
        ref={box}
        aria-label={t('chat.editLabel')}
        value={edited}
        maxLength={1_000_000}
        dir="auto"
        onChange={event => setEdited(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="actions">
        <p className="says">{t('chat.editHint', { count: turns })}</p>
        <Button onClick={onCancel}>{t('chat.editCancel')}</Button>
        <Button look="primary" disabled={edited.trim() === ''} onClick={() => onSend(edited)}>
          {t('chat.editSend')}
        </Button>
      </div>
    </div>
  )
}
