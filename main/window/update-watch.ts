import type { UpdateState } from '#contract/model/desktop'
import { Emitter } from '../base/emitter.ts'

/** Looks at the feed; answers with a newer version, or null when there is none. */
export type SeekUpdate = (feed: URL) => Promise<string | null>

export interface UpdateWatchOptions {
  /** Null: there is no place to look at. */
  readonly feed: URL | null
  readonly seek: SeekUpdate
  readonly now?: () => number
}

const firstLookMs = 60_000
const dayMs = 86_400_000
/** A computer that slept has missed its time: so it is asked more often whether one is due. */
const dueEveryMs = 3_600_000

/** What is known of newer versions. It looks when it is told to, or once a day, and never fetches one. */
export class UpdateWatch {
  readonly #options: UpdateWatchOptions
  readonly #now: () => number
  readonly #changed = new Emitter<UpdateState>()
  #state: UpdateState
  #timer: NodeJS.Timeout | null = null
  #lookedAt = Number.NEGATIVE_INFINITY

  readonly onChange = this.#changed.subscribe

  constructor(options: UpdateWatchOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#state = { name: options.feed === null ? 'off' : 'unknown' }
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Looks now, unless it does already; never rejects. */
  async seek(): Promise<void> {
    const { feed, seek } = this.#options
    if (feed === null || this.#state.name === 'looking') return
    this.#become({ name: 'looking' })
    this.#lookedAt = this.#now()
    try {
      const version = await seek(feed)
      const at = this.#now()
      this.#become(version === null ? { name: 'newest', at } : { name: 'newer', version, at })
    } catch (error) {
      const detail = error instanceof Error ? firstLine(error.message) : 'unknown'
      this.#become({ name: 'failed', detail, at: this.#now() })
    }
  }

  /** By itself, from soon on. */
  begin(): void {
    if (this.#options.feed === null || this.#timer) return
    this.#next(firstLookMs)
  }

  end(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** When it is time; the computer may have slept over it. */
  async seekIfDue(): Promise<void> {
    if (this.#timer && this.#now() - this.#lookedAt >= dayMs) await this.seek()
  }

  #next(inMs: number): void {
    this.#timer = setTimeout(async () => {
      await this.seekIfDue()
      if (this.#timer) this.#next(dueEveryMs)
    }, inMs)
    this.#timer.unref()
  }

  #become(state: UpdateState): void {
    this.#state = state
    this.#changed.emit(state)
  }
}

const firstLine = (text: string) => (text.split('\n')[0] ?? '').slice(0, 200)

/** Where releases will be, once they are signed. */
const signedFeed: URL | null = null

/** Only encrypted, or on this computer itself, where it is a test. */
export function updateFeed(env: Readonly<Record<string, string | undefined>>): URL | null {
  const text = env['BANYAN_UPDATE_FEED']
  const url = text === undefined ? null : URL.parse(text)
  if (!url) return signedFeed
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere) ? url : signedFeed
}
