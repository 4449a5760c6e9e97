import { z } from 'zod'
import { SessionId } from '#contract/ids'

/** What was being written, by the conversation that it is for; and the one that was open. */
export interface KeptDrafts {
  readonly current: SessionId | null
  readonly drafts: Readonly<Record<SessionId, string>>
}

export interface DraftShelf {
  read(): KeptDrafts
  /** The drafts that were touched last stand at the end. */
  write(kept: KeptDrafts): void
}

const mostDrafts = 50
const mostCharacters = 100_000
const mostInAll = 400_000
const key = 'banyan.drafts'

const Kept = z.object({
  current: SessionId.nullable(),
  drafts: z.array(z.tuple([SessionId, z.string()])),
})

export const noDraftShelf: DraftShelf = {
  read: () => ({ current: null, drafts: {} }),
  write() {},
}

/** In the window's own storage, which outlives a reload and a restart; the root node knows nothing of drafts. */
export function openDraftShelf(storage: Pick<Storage, 'getItem' | 'setItem'>): DraftShelf {
  return {
    read() {
      try {
        const { current, drafts } = Kept.parse(JSON.parse(storage.getItem(key) ?? ''))
        return { current, drafts: Object.fromEntries(worthKeeping(drafts)) }
      } catch {
        return noDraftShelf.read()
      }
    },
    write({ current, drafts }) {
      // Sound: the record's keys are session ids.
      const entries = worthKeeping(Object.entries(drafts) as [SessionId, string][])
      try {
        storage.setItem(key, JSON.stringify({ current, drafts: entries }))
      } catch {
        // The storage is full or closed; what is written in the window stays there all the same.
      }
    },
  }
}

/** The newest of them, as far as there is room; one that is too long is left out, never cut. */
function worthKeeping(
  drafts: readonly (readonly [SessionId, string])[],
): readonly (readonly [SessionId, string])[] {
  const kept: (readonly [SessionId, string])[] = []
  let characters = 0
  for (const draft of drafts.toReversed()) {
    const { length } = draft[1]
    if (draft[1].trim() === '' || length > mostCharacters) continue
    if (kept.length === mostDrafts || characters + length > mostInAll) break
    characters += length
    kept.push(draft)
  }
  return kept.reverse()
}
