import type { HealingAction } from '#contract/model/healing'
import { coolDownMs } from './remedies.ts'

const mostAnHour = 3
const hourMs = 3_600_000

interface Taken {
  readonly action: HealingAction
  readonly at: number
}

/** Keeps healing from doing harm: at most three actions an hour for a worker, and a pause after each. */
export class ActionBudget {
  readonly #taken = new Map<string, readonly Taken[]>()
  readonly #now: () => number

  /** `now` in milliseconds that only go up. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** How many are left for this hour. */
  left(subject: string): number {
    return Math.max(0, mostAnHour - this.#recent(subject).length)
  }

  /** Whether it has been long enough since the last one, and there are some left. */
  allows(subject: string, action: HealingAction): boolean {
    const recent = this.#recent(subject)
    if (recent.length >= mostAnHour) return false
    const now = this.#now()
    const isCooling = recent.some(
      taken => taken.action === action && now - taken.at < coolDownMs[action],
    )
    const last = recent.at(-1)
    const isSettling = last !== undefined && now - last.at < settleMs(last.action)
    return !isCooling && !isSettling
  }

  take(subject: string, action: HealingAction): void {
    this.#taken.set(subject, [...this.#recent(subject), { action, at: this.#now() }])
  }

  /** Of workers that are not there any more. */
  forgetAllBut(subjects: ReadonlySet<string>): void {
    for (const subject of this.#taken.keys()) {
      if (!subjects.has(subject)) this.#taken.delete(subject)
    }
  }

  #recent(subject: string): readonly Taken[] {
    const since = this.#now() - hourMs
    return (this.#taken.get(subject) ?? []).filter(({ at }) => at > since)
  }
}

/** It has at least this long to show whether it helps. */
function settleMs(action: HealingAction): number {
  return Math.min(coolDownMs[action], 30_000)
}
