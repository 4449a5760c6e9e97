import { setImmediate } from 'node:timers/promises'

/** Where a chain stands: its last entry, by number and hash. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

/** The part of the store that a check needs: it looks at a few entries at a time. */
export interface ChainShelf {
  readonly start: Head
  follow(
    before: Head,
    limit: number,
  ): { readonly sound: Head; readonly isBroken: boolean; readonly isEnd: boolean }
  list(after: number, limit: number): readonly Head[]
}

/** The head as it was kept outside the database. */
export type KeptHead =
  | { readonly state: 'known'; readonly head: Head }
  /** Missing: none was ever kept, or it was taken away. Unreadable: sealed elsewhere, or changed. */
  | { readonly state: 'missing' | 'unreadable' }

export type AuditVerdict =
  | { readonly isSound: true; readonly entries: number; readonly kept: KeptHead['state'] }
  | {
      readonly isSound: false
      /** The first entry that is not as it was written. */
      readonly brokenAt: number
      /** Changed: it, or one before it, is another; missing: the log went on from there. */
      readonly reason: 'changed' | 'missing'
      readonly kept: KeptHead['state']
    }

/** In between, others have their turn on the event loop: so many take about a millisecond. */
const atOnce = 200

/** The kept head must have been read before: entries that come meanwhile are no break. */
export async function checkAudit(shelf: ChainShelf, kept: KeptHead): Promise<AuditVerdict> {
  const broken = (brokenAt: number, reason: 'changed' | 'missing'): AuditVerdict => {
    return { isSound: false, brokenAt, reason, kept: kept.state }
  }
  let at = shelf.start
  for (;;) {
    const { sound, isBroken, isEnd } = shelf.follow(at, atOnce)
    at = sound
    if (isBroken) return broken(at.seq + 1, brokenBy(shelf, at))
    if (isEnd) break
    await setImmediate()
  }
  if (kept.state === 'known') {
    const { seq } = kept.head
    if (seq > at.seq) return broken(at.seq + 1, 'missing')
    if (!isOnChain(shelf, kept.head)) return broken(seq, 'changed')
  }
  return { isSound: true, entries: at.seq, kept: kept.state }
}

/** Whether the log still has that entry: what came after the head was kept does not matter. */
export function isOnChain(shelf: Pick<ChainShelf, 'start' | 'list'>, head: Head): boolean {
  if (head.seq === 0) return head.hash === shelf.start.hash
  return shelf.list(head.seq - 1, 1)[0]?.hash === head.hash
}

function brokenBy(shelf: Pick<ChainShelf, 'list'>, at: Head): 'changed' | 'missing' {
  const [next] = shelf.list(at.seq, 1)
  return next?.seq === at.seq + 1 ? 'changed' : 'missing'
}
