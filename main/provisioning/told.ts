import { type HostNote, type HostNoteCode, hostNote, type hostNotes } from '#contract/host-note'
import type { FactsGiven } from '#contract/host-reason'

/** A sentence in English, and the same for whoever says it in another language. */
export interface Told {
  readonly words: string
  readonly says: HostNote
}

export const told = <C extends HostNoteCode>(
  words: string,
  code: C,
  ...facts: FactsGiven<typeof hostNotes, C>
): Told => ({ words, says: hostNote(code, ...facts) })

/** What a step found; of one that is not done only the log tells. */
export type StepState =
  | (Told & { readonly isDone: true })
  | { readonly isDone: false; readonly words: string }

export const isSo = <C extends HostNoteCode>(
  words: string,
  code: C,
  ...facts: FactsGiven<typeof hostNotes, C>
): StepState => ({ isDone: true, ...told(words, code, ...facts) })

export const notSo = (words: string): StepState => ({ isDone: false, words })
