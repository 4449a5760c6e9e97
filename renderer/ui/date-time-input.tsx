import { X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button.tsx'
import { localTimeText, momentOfLocalTime, zoneText } from './local-time.ts'

interface Props {
  readonly id: string
  /** As the input itself gives it; empty while it is not whole. */
  readonly value: string
  /** What cannot be chosen because it is over. */
  readonly after: number
  readonly isFixed?: boolean
  readonly isWrong?: boolean
  readonly describedBy?: string
  readonly clearLabel: string
  /** `isWhole`: it is not just half typed; nothing at all is whole, too. */
  readonly onChange: (value: string, isWhole: boolean) => void
  readonly onFinish: () => void
  readonly onCancel: () => void
  readonly onClear: () => void
}

/** A day and an hour in the time of this place, which stands beside it. */
export function DateTimeInput(props: Props) {
  const { id, value, after, isFixed = false, isWrong = false, describedBy, clearLabel } = props
  const { i18n } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') props.onFinish()
    if (event.key !== 'Escape') return
    // What is half typed counts as empty, so that React would leave it standing.
    event.currentTarget.value = value
    props.onCancel()
  }

  /** The button goes, so that who pressed it by keyboard must find another place. */
  function clear() {
    input.current?.focus()
    props.onClear()
  }

  return (
    <span className="date-time-input">
      <input
        ref={input}
        id={id}
        type="datetime-local"
        value={value}
        min={localTimeText(after)}
        readOnly={isFixed}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        onChange={event => props.onChange(event.target.value, !event.target.validity.badInput)}
        onBlur={props.onFinish}
        onKeyDown={onKeyDown}
      />
      <span className="unit" title={zone}>
        {zoneText(momentOfLocalTime(value) ?? after, i18n.language)}
      </span>
      {value !== '' && !isFixed && (
        <IconButton
          label={clearLabel}
          icon={X}
          // To empty it is not to leave it.
          onMouseDown={event => event.preventDefault()}
          onClick={clear}
        />
      )}
    </span>
  )
}
