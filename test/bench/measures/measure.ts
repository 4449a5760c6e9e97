import type { Subject } from '../subjects/subject.ts'

export interface Row {
  readonly title: string
  /** What the root node is to stay within; null where nothing is asked. */
  readonly aim: number | null
  /** Of the strangers and the root node, only what they add to the bare worker's figure of the same round. */
  readonly isAdded?: boolean
  /** A ratio to the bare Node proxy says something. */
  readonly hasRatio?: boolean
}

/** One load, from which come one or several figures. */
export interface Measure {
  readonly name: string
  readonly rows: readonly Row[]
  /** One figure a row, in their order. */
  take(subject: Subject): Promise<readonly number[]>
}
