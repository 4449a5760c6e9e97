import type { FormEvent, ReactNode } from 'react'

interface Props {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly error?: string | null
  /** Where the value came from. */
  readonly source?: ReactNode
  /** Given where what is typed counts only once it is sent off. */
  readonly onSubmit?: (event: FormEvent) => void
  readonly children: ReactNode
}

/** One setting: its name and hint at the left, what is entered and where it came from at the right. */
export function Row({ id, label, hint, error, source, onSubmit, children }: Props) {
  return (
    <div className="setting-row">
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p className="says" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <div className="setting-value">
        {onSubmit ? (
          <form className="setting-control" onSubmit={onSubmit}>
            {children}
          </form>
        ) : (
          <div className="setting-control">{children}</div>
        )}
        <p className={error ? 'says wrong' : 'says'} id={`${id}-says`} aria-live="polite">
          {error ?? source}
        </p>
      </div>
    </div>
  )
}
