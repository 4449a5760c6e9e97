import type { Ailment, HealingAction } from '#contract/model/healing'
import { goneAfterMs, remedies } from './remedies.ts'

/** One thing that is wrong, from when it was first seen until it is not any more. */
export class Episode {
  readonly subject: string
  readonly #seenAs: Ailment
  readonly #since: number
  readonly #tried = new Set<HealingAction>()

  constructor(subject: string, seenAs: Ailment, now: number) {
    this.subject = subject
    this.#seenAs = seenAs
    this.#since = now
  }

  /** What it is by now: whoever stays away counts as gone. */
  ailment(now: number): Ailment {
    const isGone = this.#seenAs === 'offline' && now - this.#since >= goneAfterMs
    return isGone ? 'gone' : this.#seenAs
  }

  /** In milliseconds. */
  age(now: number): number {
    return now - this.#since
  }

  tried(action: HealingAction): void {
    this.#tried.add(action)
  }

  /** The first thing to do that is due, was not tried, and can be had. */
  next(now: number, can: (action: HealingAction) => boolean): HealingAction | null {
    const list = remedies[this.ailment(now)]
    const due = list.filter(({ afterMs }) => this.age(now) >= afterMs)
    const fresh = due.find(({ action }) => !this.#tried.has(action) && can(action))
    if (fresh) return fresh.action
    // When nothing else is left, the last one is tried again.
    const last = due.length === list.length ? due.at(-1) : undefined
    return last && this.#tried.has(last.action) && can(last.action) ? last.action : null
  }
}
