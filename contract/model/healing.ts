/** What can be done about a worker that is not as it should be. */
export const healingActions = ['Restart', 'Isolate', 'Rebalance', 'Replicate', 'Migrate'] as const
export type HealingAction = (typeof healingActions)[number]

/** What can be wrong with a worker, or with all of them together. */
export const ailments = [
  /** Three requests in a row failed there. */
  'failing',
  /** It cannot be reached. */
  'offline',
  /** The same, and for so long that nobody waits for it. */
  'gone',
  /** Its process ended so often that the root does not start it any more. */
  'given-up',
  /** It has had next to no processor or memory left for a while. */
  'strained',
  /** Requests wait in line, for all workers are full. */
  'crowded',
] as const
export type Ailment = (typeof ailments)[number]

/** `dry-run`: it is told what would be done. */
export const healingModes = ['on', 'dry-run', 'off'] as const
export type HealingMode = (typeof healingModes)[number]

/** One thing that was done, or would have been. */
export interface HealingRecord {
  /** Milliseconds since 1970. */
  readonly at: number
  /** A worker's id, or `fleet`. */
  readonly subject: string
  readonly ailment: Ailment
  readonly action: HealingAction
  readonly outcome: 'done' | 'failed' | 'dry-run'
  readonly detail: string
  readonly durationMs: number
}
