import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  /** Beside the title, in grey. */
  readonly note?: ReactNode
  /** At the right. */
  readonly children?: ReactNode
}

/** The first line of a screen: its name, and what can be done there. */
export function ScreenHead({ title, note, children }: Props) {
  return (
    <div className="screen-head">
      <h1>{title}</h1>
      {note && <span className="dim">{note}</span>}
      <span className="gap" />
      {children}
    </div>
  )
}
