import { type ReactNode, useId } from 'react'
import { Field } from '../../../ui/field.tsx'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string | null
  readonly type?: 'text' | 'password'
  readonly isMono?: boolean
  readonly isFocused?: boolean
  readonly after?: ReactNode
}

/** One line that is typed, under its label. */
export function TextField(props: Props) {
  const { label, value, onChange, hint, error = null, type = 'text', after } = props
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <span className="field-line">
        <input
          id={id}
          className={props.isMono ? 'mono' : ''}
          type={type}
          value={value}
          aria-invalid={error !== null}
          aria-describedby={`${id}-says`}
          autoComplete="off"
          spellCheck={false}
          maxLength={4_000}
          {...(props.isFocused && { autoFocus: true })}
          onChange={event => onChange(event.target.value)}
        />
        {after}
      </span>
    </Field>
  )
}
