import type { Log, LogFields } from '../base/log.ts'

const minuteMs = 60_000
const mostAMinute = 20

interface Minute {
  readonly since: number
  told: number
  untold: number
}

/** Tells of each refusal, but of one kind at most so many a minute: a flood must not fill the disk. */
export class RefusalLog {
  readonly #log: Log
  readonly #now: () => number
  readonly #kinds = new Map<string, Minute>()

  constructor(log: Log, now: () => number = Date.now) {
    this.#log = log
    this.#now = now
  }

  /** `kind` comes from a fixed few, never from the client. */
  note(kind: string, fields: LogFields): void {
    const { minute, untoldBefore } = this.#minuteOf(kind)
    if (minute.told >= mostAMinute) {
      minute.untold++
      return
    }
    minute.told++
    this.#log.warn('request refused', {
      fault: kind,
      ...fields,
      ...(untoldBefore > 0 ? { untoldBefore } : {}),
    })
  }

  #minuteOf(kind: string): { readonly minute: Minute; readonly untoldBefore: number } {
    const known = this.#kinds.get(kind)
    const now = this.#now()
    if (known && now < known.since + minuteMs) return { minute: known, untoldBefore: 0 }
    const minute = { since: now, told: 0, untold: 0 }
    this.#kinds.set(kind, minute)
    return { minute, untoldBefore: known?.untold ?? 0 }
  }
}
