import type { en } from './en.ts'

/** The same tree as English; a singular form of its own is what only some languages have. */
export type Messages = Translated<typeof en>

export type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : Translated<T[K]>
}
