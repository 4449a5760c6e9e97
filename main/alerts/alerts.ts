import type { Alert, AlertNotice } from '#contract/model/alert'
import type { AlertRules } from '#contract/model/alert-rules'
import type { Log } from '../base/log.ts'
import { AlertBook, type AlertShelf } from './alert-book.ts'
import { find } from './find.ts'
import type { Seen } from './seen.ts'
import type { Told, Way } from './ways/way.ts'

const lookEveryMs = 5_000

export interface AlertsOptions {
  readonly rules: AlertRules
  readonly shelf: AlertShelf
  readonly ways: readonly Way[]
  readonly look: (now: number) => Seen
  readonly log: Log
  /** Hears of each notice as well. */
  readonly onNotice?: ((notice: AlertNotice) => void) | undefined
  readonly now?: () => number
}

export interface TestedWay extends Told {
  readonly way: Way['name']
  readonly ms: number
}

/** Looks every few seconds whether a rule holds, and tells it in every way. */
export class Alerts {
  readonly #options: AlertsOptions
  readonly #now: () => number
  readonly #book: AlertBook
  #timer: NodeJS.Timeout | null = null
  /** What came of the last look; it never rejects. */
  #told: Promise<void> = Promise.resolve()
  #testing: Promise<readonly TestedWay[]> | null = null

  constructor(options: AlertsOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#book = new AlertBook(options.shelf, options.rules)
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.look().catch(cause => this.#options.log.error('alerts failed inside', { cause }))
    }, lookEveryMs)
    this.#timer.unref()
  }

  /** Resolves when what came of it is kept and told. */
  async look(): Promise<void> {
    const { look, rules } = this.#options
    const now = this.#now()
    const { changed, notices } = this.#book.look(find(look(now), rules), now)
    const told = this.#told.then(async () => {
      await this.#save(changed)
      for (const notice of notices) this.#tell(notice)
    })
    this.#told = told.catch(() => {})
    await told
  }

  /** Sends a test in every way, all at once. Who asks meanwhile hears what came of the same one. */
  test(): Promise<readonly TestedWay[]> {
    this.#testing ??= this.#test().finally(() => {
      this.#testing = null
    })
    return this.#testing
  }

  /** Resolves when what came of the last look is kept and told. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#told
  }

  #test(): Promise<readonly TestedWay[]> {
    return Promise.all(
      this.#options.ways.map(async way => {
        const startedAt = performance.now()
        const told = await way.test(this.#now())
        return { way: way.name, ...told, ms: Math.round(performance.now() - startedAt) }
      }),
    )
  }

  /** A full disk is no reason to keep silent about it. */
  async #save(changed: readonly Alert[]): Promise<void> {
    if (changed.length === 0) return
    try {
      await this.#options.shelf.save(changed)
    } catch (cause) {
      this.#options.log.error('alerts not written', { alerts: changed.length, cause })
    }
  }

  #tell(notice: AlertNotice): void {
    for (const way of this.#options.ways) way.tell(notice)
    this.#options.onNotice?.(notice)
  }
}
