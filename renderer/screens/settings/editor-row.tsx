import type { ReactNode } from 'react'

interface Props {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly error?: string | null
  readonly source?: ReactNode
  readonly children: ReactNode
}

/** A setting whose value is too large to stand at the right: it takes the whole width. */
export function EditorRow({ id, label, hint, error, source, children }: Props) {
  return (
    <section className="setting-row wide" aria-labelledby={`${id}-name`}>
      <div className="editor-head">
        <div>
          <h3 id={`${id}-name`} className="setting-name">
            {label}
          </h3>
          {hint && <p className="says">{hint}</p>}
        </div>
        <div className="says editor-source">{source}</div>
      </div>
      {children}
      {error && (
        <p className="says wrong" role="alert">
          {error}
        </p>
      )}
    </section>
  )
}
