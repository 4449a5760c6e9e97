import type { Alert, AlertNotice, HeldNotice } from '#contract/model/alert'
import { isQuiet, type QuietRules } from '#contract/model/quiet-hours'
import type { Told, Way } from './way.ts'

const lookEveryMs = 30_000

/** A way that can tell alerts of several rules at once. */
interface SummingWay extends Way {
  tell(notice: AlertNotice | HeldNotice): void
}

/** Where it stands which alerts are held back, so that a restart loses none. */
interface HeldShelf {
  /** Those that are not over. */
  held(): readonly Alert[]
  /** In place of all that were held before. */
  hold(ids: readonly number[]): Promise<void>
}

interface Options {
  readonly way: SummingWay
  readonly shelf: HeldShelf
  /** Looked at each time. */
  readonly rules: () => QuietRules
  /** Hears why what is held could not be kept; it is told all the same, unless the root restarts. */
  readonly onNotKept: (cause: unknown) => void
  readonly now?: () => number
}

/** Keeps a way silent in quiet hours, and tells afterwards, as one, what is still wrong. */
export class QuietWay implements Way {
  readonly name: Way['name']
  readonly #way: SummingWay
  readonly #shelf: HeldShelf
  readonly #rules: () => QuietRules
  readonly #onNotKept: (cause: unknown) => void
  readonly #now: () => number
  /** By id: what was not told and is not over. */
  readonly #held: Map<number, Alert>
  #timer: NodeJS.Timeout | null = null
  /** What was written last; it never rejects. */
  #kept: Promise<void> = Promise.resolve()

  constructor({ way, shelf, rules, onNotKept, now = Date.now }: Options) {
    this.name = way.name
    this.#way = way
    this.#shelf = shelf
    this.#rules = rules
    this.#onNotKept = onNotKept
    this.#now = now
    this.#held = new Map(shelf.held().map(alert => [alert.id, alert]))
  }

  /** From now on it looks whether what is held may be told. */
  start(): void {
    if (this.#held.size > 0) this.#lookLater()
  }

  tell(notice: AlertNotice): void {
    if (notice.kind === 'test') {
      this.#way.tell(notice)
      return
    }
    const isOver = notice.kind === 'recovered'
    const unheard = notice.alerts.filter(alert => this.#held.has(alert.id))
    if (isOver) this.#letGo(unheard)
    // Of what nobody heard of, nobody needs to hear that it is over.
    if (isOver && unheard.length === notice.alerts.length) return
    if (!this.#isQuiet(notice.alerts)) {
      this.#letGo(unheard)
      this.#way.tell(notice)
      return
    }
    if (isOver) return
    for (const alert of notice.alerts) this.#held.set(alert.id, alert)
    this.#keep()
    this.#lookLater()
  }

  /** Someone who asks for a test wants to see it. */
  test(at: number): Promise<Told> {
    return this.#way.test(at)
  }

  /** Tells what was held back, once it may be told. */
  look(): void {
    const [first, ...rest] = [...this.#held.values()].filter(alert => !this.#isQuiet([alert]))
    if (first) {
      const alerts = [first, ...rest] as const
      const at = this.#now()
      this.#letGo(alerts)
      const isOneRule = rest.every(({ facts }) => facts.rule === first.facts.rule)
      this.#way.tell(
        isOneRule ? { kind: 'opened', at, isRepeat: false, alerts } : { kind: 'held', at, alerts },
      )
    }
    if (this.#held.size === 0) this.#stopLooking()
  }

  /** Resolves when what is held stands on the shelf. */
  close(): Promise<void> {
    this.#stopLooking()
    return this.#kept
  }

  #letGo(alerts: readonly Alert[]): void {
    const gone = alerts.filter(({ id }) => this.#held.delete(id))
    if (gone.length > 0) this.#keep()
  }

  #keep(): void {
    this.#kept = this.#shelf.hold([...this.#held.keys()]).catch(this.#onNotKept)
  }

  #lookLater(): void {
    this.#timer ??= setInterval(() => this.look(), lookEveryMs).unref()
  }

  #stopLooking(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  #isQuiet(alerts: readonly Alert[]): boolean {
    const isCritical = alerts.some(({ severity }) => severity === 'critical')
    return isQuiet(this.#rules(), this.#now(), isCritical)
  }
}
