import { FaultError } from '#contract/fault'
import type { RequestContents, RequestEntry } from '#contract/model/request-entry'
import { localDay } from '../base/local-day.ts'
import type { Log } from '../base/log.ts'

/** A request with the day that it is counted on. */
export interface HistoryRow {
  readonly entry: RequestEntry
  readonly day: string
  readonly contents: RequestContents | null
}

/** The part of the store that the history needs. */
export interface HistoryShelf {
  /** All of them in one go, and into the accounts of their day. */
  add(rows: readonly HistoryRow[]): Promise<void>
  /** Of the pages with nothing younger than that, the oldest few; resolves to how many there were. */
  removeSome(before: number): Promise<number>
}

/** How long a row may wait for others to be written with; a crash loses as much. */
const gatherMs = 100
/** To make a page of so many takes about a millisecond; the event loop may not be held for 5. */
const mostRows = 500
const keptDays = 90
const cleaningHour = 2

/** Requests that could not be kept since the root node started. */
export interface Unkept {
  readonly requests: number
  readonly firstAt: number
  readonly lastAt: number
  /** Whether the last write failed too. */
  readonly isGoingOn: boolean
  /** Of the last one that failed. */
  readonly why: 'full' | 'locked' | 'other'
}

export interface RequestHistoryOptions {
  readonly shelf: HistoryShelf
  readonly log: Log
  readonly now?: () => number
}

/** Keeps an entry of every request, for 90 days. */
export class RequestHistory {
  readonly #shelf: HistoryShelf
  readonly #log: Log
  readonly #now: () => number
  #rows: HistoryRow[] = []
  /** The last write that was begun; those before it are over when it is. */
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null
  #cleaning: NodeJS.Timeout | null = null
  #isClosed = false
  #unkept: Unkept | null = null

  constructor({ shelf, log, now = Date.now }: RequestHistoryOptions) {
    this.#shelf = shelf
    this.#log = log
    this.#now = now
  }

  /** Null when every request since the start was kept. */
  get unkept(): Unkept | null {
    return this.#unkept
  }

  add(entry: RequestEntry, contents: RequestContents | null): void {
    this.#rows.push({ entry, day: localDay(entry.at), contents })
    if (this.#rows.length >= mostRows) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), gatherMs)
  }

  /** Resolves when all that was added is there to be read. A failure is logged: no request fails by it. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const rows = this.#rows
    this.#rows = []
    if (rows.length > 0) this.#writing = this.#write(rows)
    return this.#writing
  }

  /** Now, for what fell due while the root was off, and every night at two. */
  startCleaning(): void {
    void this.clean()
    this.#cleaning = setTimeout(() => this.startCleaning(), this.#nextCleaning() - this.#now())
    this.#cleaning.unref()
  }

  async clean(): Promise<void> {
    const before = this.#now() - keptDays * 86_400_000
    try {
      let removed = 0
      while (!this.#isClosed) {
        const some = await this.#shelf.removeSome(before)
        if (some === 0) break
        removed += some
      }
      if (removed > 0) this.#log.info('history cleaned', { pages: removed })
    } catch (cause) {
      this.#log.error('history not cleaned', { cause })
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#cleaning) clearTimeout(this.#cleaning)
    await this.flush()
  }

  async #write(rows: readonly HistoryRow[]): Promise<void> {
    try {
      await this.#shelf.add(rows)
      this.#kept()
    } catch (cause) {
      this.#log.error('history not written', { rows: rows.length, cause })
      this.#notKept(rows.length, whyOf(cause))
    }
  }

  #kept(): void {
    if (!this.#unkept?.isGoingOn) return
    this.#unkept = { ...this.#unkept, isGoingOn: false }
    this.#log.info('history written again', { unkept: this.#unkept.requests })
  }

  #notKept(requests: number, why: Unkept['why']): void {
    const lastAt = this.#now()
    const { requests: before, firstAt } = this.#unkept ?? { requests: 0, firstAt: lastAt }
    this.#unkept = { requests: before + requests, firstAt, lastAt, isGoingOn: true, why }
  }

  #nextCleaning(): number {
    const next = new Date(this.#now())
    next.setHours(cleaningHour, 0, 0, 0)
    if (next.getTime() <= this.#now()) next.setDate(next.getDate() + 1)
    return next.getTime()
  }
}

function whyOf(cause: unknown): Unkept['why'] {
  if (!(cause instanceof FaultError)) return 'other'
  if (cause.fault.code === 'storage.full') return 'full'
  return cause.fault.code === 'storage.locked' ? 'locked' : 'other'
}
