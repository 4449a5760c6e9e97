import type { FeedEvent } from '#contract/model/event'
import { Emitter } from '../base/emitter.ts'
import type { Log } from '../base/log.ts'

/** The part of the store that the feed needs. */
export interface EventShelf {
  /** All of them in one go. */
  add(events: readonly FeedEvent[]): Promise<void>
  /** The first and the last that is kept; null when there is none. */
  range(): { readonly oldest: number; readonly newest: number } | null
  /** The last one before that moment; null where there is none. */
  lastBefore(moment: number): number | null
  /** Those after that one, the oldest first. */
  after(seq: number, limit: number): readonly FeedEvent[]
}

export interface EventPage {
  readonly events: readonly FeedEvent[]
  /** Some after that one are not kept any more, or it is one that never was. */
  readonly isGone: boolean
  readonly hasMore: boolean
}

/** How long an event may wait for others to be written with; a crash loses as much. */
const gatherMs = 100
const ringSize = 500

/** What happened, in order: the last few in memory, more of them in the store. */
export class EventFeed {
  readonly #shelf: EventShelf
  readonly #log: Log
  readonly #published = new Emitter<FeedEvent>()
  /** The oldest first. */
  readonly #ring: FeedEvent[] = []
  #newest: number
  #unwritten: FeedEvent[] = []
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  readonly onPublish = this.#published.subscribe

  constructor(shelf: EventShelf, log: Log) {
    this.#shelf = shelf
    this.#log = log
    this.#newest = shelf.range()?.newest ?? 0
    this.#ring.push(...shelf.after(this.#newest - ringSize, ringSize))
  }

  /** The last one's; 0 before the first. */
  get newest(): number {
    return this.#newest
  }

  /** `type` such as `node.offline`; `subject` is the id of what it happened to. */
  readonly publish = (
    type: string,
    subject: string,
    data: Readonly<Record<string, unknown>> = {},
  ): void => {
    const event = { seq: ++this.#newest, at: Date.now(), type, subject, data }
    this.#ring.push(event)
    if (this.#ring.length > ringSize) this.#ring.shift()
    this.#unwritten.push(event)
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs)
    this.#published.emit(event)
  }

  /** What happened after that event, the oldest first. */
  after(seq: number, limit: number): EventPage {
    const isGone = seq > this.#newest || (seq > 0 && seq < this.#oldestKept() - 1)
    const from = Math.min(seq, this.#newest)
    const [first] = this.#ring
    const isInRing = first !== undefined && from >= first.seq - 1
    const found = isInRing
      ? this.#ring.slice(from + 1 - first.seq, from + 1 - first.seq + limit)
      : this.#kept(from, limit)
    const last = found.at(-1)?.seq ?? this.#newest
    return { events: found, isGone, hasMore: last < this.#newest }
  }

  /** The last one before that moment; 0 where there is none. */
  lastBefore(moment: number): number {
    const inRing = this.#ring.findLast(({ at }) => at < moment)
    return inRing?.seq ?? this.#shelf.lastBefore(moment) ?? 0
  }

  /** Resolves when all that was published is on disk. A failure is logged. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const events = this.#unwritten
    this.#unwritten = []
    if (events.length > 0) {
      this.#writing = this.#shelf.add(events).catch(cause => {
        this.#log.error('events not written', { events: events.length, cause })
      })
    }
    return this.#writing
  }

  close(): Promise<void> {
    return this.flush()
  }

  /** The newest may be on their way to disk, but those are in the ring. */
  #kept(after: number, limit: number): readonly FeedEvent[] {
    const stored = this.#shelf.after(after, limit)
    const last = stored.at(-1)?.seq ?? after
    const [first] = this.#ring
    if (stored.length === limit || !first || last < first.seq - 1) return stored
    return [...stored, ...this.#ring.filter(({ seq }) => seq > last)].slice(0, limit)
  }

  #oldestKept(): number {
    return this.#shelf.range()?.oldest ?? this.#ring[0]?.seq ?? 1
  }
}
