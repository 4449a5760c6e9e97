import type { ReactNode } from 'react'
import { type Mark, StateMark } from './state-mark.tsx'

interface Props {
  /** Left out where nothing is wrong. */
  readonly mark?: Mark
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

export function Notice({ mark, title, children, action }: Props) {
  return (
    <section className="notice" aria-label={title}>
      {mark && <StateMark mark={mark} />}
      <div className="notice-text">
        <b>{title}</b>
        {children && <p>{children}</p>}
      </div>
      {action}
    </section>
  )
}
