import type { Ailment, HealingAction, HealingMode, HealingRecord } from '#contract/model/healing'
import type { Log } from '../base/log.ts'
import { ActionBudget } from './action-budget.ts'
import { diagnose, type Finding } from './diagnosis.ts'
import { Episode } from './episode.ts'
import type { Hands } from './hands.ts'
import { type SeenFleet, wholeFleet } from './seen-fleet.ts'

export interface HealerOptions {
  readonly mode: HealingMode
  readonly look: () => SeenFleet
  readonly hands: Hands
  readonly onRecord: (record: HealingRecord) => void
  readonly log: Log
  /** Milliseconds that only go up. */
  readonly now?: () => number
}

/** Something that is wrong now, and how long it has been so. */
export interface OpenAilment extends Finding {
  readonly forMs: number
  readonly actionsLeft: number
}

const lookEveryMs = 2_000
const mostRecords = 200
/** Longer than the slowest of them may take. */
const actWithinMs = 120_000

/**
 * Compares what should be with what is, every few seconds, and does something about it: one action
 * at a time for a worker, each with a pause after it and at most three an hour.
 */
export class Healer {
  readonly #options: HealerOptions
  readonly #now: () => number
  readonly #budget: ActionBudget
  readonly #episodes = new Map<string, Episode>()
  readonly #busy = new Map<string, Promise<void>>()
  readonly #closing = new AbortController()
  #records: readonly HealingRecord[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(options: HealerOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#budget = new ActionBudget(this.#now)
  }

  /** The newest last. */
  get records(): readonly HealingRecord[] {
    return this.#records
  }

  get open(): readonly OpenAilment[] {
    const now = this.#now()
    return [...this.#episodes.values()].map(episode => ({
      subject: episode.subject,
      ailment: episode.ailment(now),
      forMs: episode.age(now),
      actionsLeft: this.#budget.left(episode.subject),
    }))
  }

  begin(): void {
    if (this.#options.mode === 'off') return
    this.#timer = setInterval(() => this.look(), lookEveryMs)
    this.#timer.unref()
  }

  /** One look, and what follows from it. */
  look(): void {
    const seen = this.#options.look()
    const findings = diagnose(seen)
    this.#follow(findings)
    this.#budget.forgetAllBut(new Set([wholeFleet, ...seen.workers.map(({ id }) => id)]))
    for (const episode of this.#episodes.values()) this.#heal(episode)
  }

  /** What is under way is broken off and waited for. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#closing.abort()
    await Promise.all(this.#busy.values())
  }

  #follow(findings: readonly Finding[]): void {
    const found = new Map(findings.map(finding => [keyOf(finding), finding]))
    for (const key of this.#episodes.keys()) if (!found.has(key)) this.#episodes.delete(key)
    for (const [key, { subject, ailment }] of found) {
      if (!this.#episodes.has(key)) {
        this.#episodes.set(key, new Episode(subject, ailment, this.#now()))
      }
    }
  }

  #heal(episode: Episode): void {
    const { subject } = episode
    if (this.#busy.has(subject)) return
    const now = this.#now()
    const action = episode.next(
      now,
      each => this.#options.hands[each].can(subject) && this.#budget.allows(subject, each),
    )
    if (!action) return
    episode.tried(action)
    this.#budget.take(subject, action)
    const ailment = episode.ailment(now)
    if (this.#options.mode === 'dry-run') {
      this.#record({ subject, ailment, action }, 'dry-run', 'Nothing was done: dry run.', 0)
      return
    }
    const acting = this.#act(subject, ailment, action).finally(() => this.#busy.delete(subject))
    this.#busy.set(subject, acting)
  }

  async #act(subject: string, ailment: Ailment, action: HealingAction): Promise<void> {
    const startedAt = this.#now()
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(actWithinMs)])
    const what = { subject, ailment, action }
    try {
      const detail = await this.#options.hands[action].do(subject, signal)
      this.#record(what, 'done', detail, this.#now() - startedAt)
    } catch (error) {
      if (this.#closing.signal.aborted) return
      const detail = error instanceof Error ? error.message : String(error)
      this.#record(what, 'failed', detail, this.#now() - startedAt)
    }
  }

  #record(
    what: Pick<HealingRecord, 'subject' | 'ailment' | 'action'>,
    outcome: HealingRecord['outcome'],
    detail: string,
    durationMs: number,
  ): void {
    const record = { at: Date.now(), ...what, outcome, detail, durationMs: Math.round(durationMs) }
    this.#records = [...this.#records, record].slice(-mostRecords)
    this.#options.log[outcome === 'failed' ? 'warn' : 'info']('healing', { ...record })
    this.#options.onRecord(record)
  }
}

function keyOf({ subject, ailment }: Finding): string {
  return `${ailment} ${subject}`
}
