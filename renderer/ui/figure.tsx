import type { ReactNode } from 'react'

interface Props {
  readonly name: ReactNode
  readonly isWrong?: boolean
  /** The number with its unit in `<small>`; a dash where it is not known. */
  readonly children: ReactNode
}

/** A figure that matters, and under it what it counts. Stands in a `<dl className="figures-grid">`. */
export function Figure({ name, isWrong = false, children }: Props) {
  return (
    <div className="big-figure">
      <dt>{name}</dt>
      <dd className={isWrong ? 'wrong' : ''}>{children}</dd>
    </div>
  )
}
