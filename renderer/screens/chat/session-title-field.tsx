import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly title: string
  /** What it is to be called; the same as before where nothing was changed. */
  readonly onDone: (title: string, isByKey: boolean) => void
}

const mostCharacters = 120

/** Enter and leaving take what was written, Escape does not. */
export function SessionTitleField({ title, onDone }: Props) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)

  // A menu that closes gives the focus back after this is drawn.
  useEffect(() => {
    const frame = requestAnimationFrame(() => field.current?.select())
    return () => cancelAnimationFrame(frame)
  }, [])

  function end(wanted: string, isByKey: boolean) {
    if (isDone.current) return
    isDone.current = true
    onDone(wanted.trim() || title, isByKey)
  }

  return (
    <input
      ref={field}
      className="session-title-field"
      aria-label={t('chat.title')}
      defaultValue={title}
      maxLength={mostCharacters}
      spellCheck={false}
      dir="auto"
      onBlur={event => end(event.target.value, false)}
      onKeyDown={event => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') end(event.currentTarget.value, true)
        if (event.key === 'Escape') end(title, true)
      }}
    />
  )
}
