import { useState } from 'react'

interface Draft<T> {
  readonly value: T
  readonly isChanged: boolean
  readonly change: (value: T) => void
  readonly drop: () => void
}

/** What is being changed of something that is kept as text: what is kept shows through until something was changed. */
export function useDraft<T>(kept: string, read: (text: string) => T): Draft<T> {
  const [draft, setDraft] = useState<{ readonly value: T } | null>(null)
  return {
    value: draft ? draft.value : read(kept),
    isChanged: draft !== null,
    change: value => setDraft({ value }),
    drop: () => setDraft(null),
  }
}
