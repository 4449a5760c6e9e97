import type { BenchProcess } from '../bench-process.ts'
import type { Target } from '../load.ts'

/** What the same load is sent to. */
export interface Subject extends Target {
  readonly name: string
  readonly process: BenchProcess
}

/** A stranger may not be there; the table then says why. */
export type Candidate =
  | { readonly kind: 'here'; readonly subject: Subject }
  | { readonly kind: 'missing'; readonly name: string; readonly why: string }

/** Given to a starter: where the canned worker listens, and a folder that goes when the bench is over. */
export interface Surroundings {
  readonly workerUrl: string
  readonly folder: string
}

export const subject = (
  name: string,
  process: BenchProcess,
  headers: Readonly<Record<string, string>> = {},
): Subject => ({ name, process, url: process.url, headers })
