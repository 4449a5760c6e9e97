import type { Alert, AlertNotice } from '#contract/model/alert'
import { isQuiet, type QuietRules } from '#contract/model/quiet-hours'
import type { Told, Way } from './way.ts'

const lookEveryMs = 30_000

interface Options {
  readonly way: Way
  /** Looked at each time. */
  readonly rules: () => QuietRules
  readonly now?: () => number
}

/** Keeps a way silent in quiet hours, and tells afterwards what is still wrong. */
export class QuietWay implements Way {
  readonly name: Way['name']
  readonly #way: Way
  readonly #rules: () => QuietRules
  readonly #now: () => number
  /** By id: what was not told and is not over. */
  readonly #held = new Map<number, Alert>()
  #timer: NodeJS.Timeout | null = null

  constructor({ way, rules, now = Date.now }: Options) {
    this.name = way.name
    this.#way = way
    this.#rules = rules
    this.#now = now
  }

  tell(notice: AlertNotice): void {
    if (notice.kind === 'test') {
      this.#way.tell(notice)
      return
    }
    const isOver = notice.kind === 'recovered'
    const unheard = notice.alerts.filter(alert => this.#held.has(alert.id))
    if (isOver) for (const { id } of unheard) this.#held.delete(id)
    // Of what nobody heard of, nobody needs to hear that it is over.
    if (isOver && unheard.length === notice.alerts.length) return
    if (!this.#isQuiet(notice.alerts)) {
      for (const { id } of notice.alerts) this.#held.delete(id)
      this.#way.tell(notice)
      return
    }
    if (isOver) return
    for (const alert of notice.alerts) this.#held.set(alert.id, alert)
    this.#timer ??= setInterval(() => this.look(), lookEveryMs).unref()
  }

  /** Someone who asks for a test wants to see it. */
  test(at: number): Promise<Told> {
    return this.#way.test(at)
  }

  /** Tells what was held back, once it may be told. */
  look(): void {
    const held = [...this.#held.values()]
    for (const rule of new Set(held.map(alert => alert.facts.rule))) {
      this.#release(held.filter(alert => alert.facts.rule === rule))
    }
    if (this.#held.size === 0) this.close()
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  #release(alerts: readonly Alert[]): void {
    const [first, ...rest] = alerts
    if (!first || this.#isQuiet(alerts)) return
    for (const { id } of alerts) this.#held.delete(id)
    const now = this.#now()
    this.#way.tell({ kind: 'opened', at: now, isRepeat: false, alerts: [first, ...rest] })
  }

  #isQuiet(alerts: readonly Alert[]): boolean {
    const isCritical = alerts.some(({ severity }) => severity === 'critical')
    return isQuiet(this.#rules(), this.#now(), isCritical)
  }
}
