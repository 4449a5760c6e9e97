import type { Ailment, HealingAction } from '#contract/model/healing'

interface Remedy {
  readonly action: HealingAction
  /** How long it must have been so, in milliseconds. */
  readonly afterMs: number
}

const seconds = 1_000
const minutes = 60 * seconds

/** What is done about what, in turn: the next when the one before did not help, or cannot be had. */
export const remedies: Readonly<Record<Ailment, readonly Remedy[]>> = {
  failing: [
    { action: 'Isolate', afterMs: 0 },
    { action: 'Restart', afterMs: 45 * seconds },
  ],
  offline: [
    { action: 'Rebalance', afterMs: 10 * seconds },
    { action: 'Restart', afterMs: 30 * seconds },
  ],
  gone: [
    { action: 'Migrate', afterMs: 0 },
    { action: 'Replicate', afterMs: 0 },
    { action: 'Restart', afterMs: 0 },
  ],
  'given-up': [{ action: 'Restart', afterMs: 10 * minutes }],
  strained: [{ action: 'Rebalance', afterMs: 60 * seconds }],
  crowded: [{ action: 'Replicate', afterMs: 10 * seconds }],
}

/** Whoever has been offline for longer counts as gone. */
export const goneAfterMs = 5 * minutes

/** How long an action is given to help before the next is tried, and before it is tried again. */
export const coolDownMs: Readonly<Record<HealingAction, number>> = {
  Restart: 5 * minutes,
  Isolate: 60 * seconds,
  Rebalance: 120 * seconds,
  Replicate: 120 * seconds,
  Migrate: 30 * minutes,
}
