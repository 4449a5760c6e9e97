import type { HealingAction } from '#contract/model/healing'

/**
 * What healing does with. Each action says whether it can be had for a worker (or for the fleet)
 * and does it; what it resolves to is told to the owner in one sentence.
 */
export interface Hand {
  can(subject: string): boolean
  /** Rejects with an Error that says why it did not work. */
  do(subject: string, signal: AbortSignal): Promise<string>
}

export type Hands = Readonly<Record<HealingAction, Hand>>
