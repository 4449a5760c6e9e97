import type { ReactNode } from 'react'

interface Props {
  readonly picture?: ReactNode
  readonly title: string
  readonly text: string
  readonly detail?: string | undefined
  readonly children?: ReactNode
}

/** What stands where there is nothing else to show: what is the case, and the way on. */
export function EmptyState({ picture, title, text, detail, children }: Props) {
  return (
    <section className="empty-state">
      {picture}
      <h2>{title}</h2>
      <p>{text}</p>
      {detail && <p>{detail}</p>}
      {children && <div className="actions">{children}</div>}
    </section>
  )
}
