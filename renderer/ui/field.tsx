import type { ReactNode } from 'react'

interface Props {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | null
  readonly children: ReactNode
}

/** A label, what it labels, and the line under it: the error when there is one, else the hint. */
export function Field({ id, label, hint, error, children }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      <p id={`${id}-says`} className={error ? 'says wrong' : 'says'} aria-live="polite">
        {error ?? hint}
      </p>
    </div>
  )
}
