import type { IdleSample } from './idle-sample.ts'

/** The samples of one hour. */
export interface IdleHour {
  /** When it began, in milliseconds since 1970. */
  readonly at: number
  readonly samples: readonly IdleSample[]
}

export const hourMs = 3_600_000
/** What the rule looks at. */
export const keptMs = 7 * 24 * hourMs
const idleBelow = 20
/** Before that, nobody can tell; after it, six days are left to act. */
export const leastHours = 24

export interface IdleVerdict {
  /** Whether the cloud may stop the machine, should it go on like this until seven days are full. */
  readonly near: boolean
  /** Percent that 95 of 100 samples stay below or reach; null without samples. */
  readonly p95: IdleSample | null
  /** The first hour that counts; null without samples. */
  readonly since: number | null
  /** How many hours there are samples of. */
  readonly hours: number
  /** What can be done, in words; empty where nothing has to be. */
  readonly help: readonly string[]
}

/**
 * Oracle stops an Always Free machine that was idle for seven days: 95 % of the time below 20 % of
 * its processors and of its network and, on ARM, of its memory. One of them at 20 % is enough.
 */
export function idleVerdict(
  kept: readonly IdleHour[],
  architecture: string,
  now: number,
): IdleVerdict {
  const hours = kept.filter(
    ({ at, samples }) => at > now - keptMs && at <= now && samples.length > 0,
  )
  const samples = hours.flatMap(hour => hour.samples)
  if (samples.length === 0) return { near: false, p95: null, since: null, hours: 0, help: [] }
  const p95 = {
    cpu: percentile95(samples.map(({ cpu }) => cpu)),
    network: percentile95(samples.map(({ network }) => network)),
    memory: percentile95(samples.map(({ memory }) => memory)),
  }
  const hasIdleMemory = architecture !== 'arm64' || p95.memory < idleBelow
  const near =
    hours.length >= leastHours && p95.cpu < idleBelow && p95.network < idleBelow && hasIdleMemory
  const since = Math.min(...hours.map(({ at }) => at))
  return { near, p95, since, hours: hours.length, help: near ? helpFor(architecture) : [] }
}

/** The smallest value that 95 % of them do not exceed. */
function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}

/** Nothing here makes load for its own sake: that is against the spirit of the offer, and the owner's to decide. */
function helpFor(architecture: string): readonly string[] {
  return [
    'Upgrade the account to Pay As You Go: its machines are not reclaimed, and what is Always Free stays free. Set a quota first, as budgets only warn.',
    'Give the worker something to do: a higher weight or priority, or batch jobs that run at night.',
    ...(architecture === 'arm64'
      ? [
          'Let it serve a local model that stays in memory: one that takes more than 20 % of the memory, locked there, ends the rule by itself.',
        ]
      : []),
    'A machine that was stopped keeps its disk and can be started again when the region has capacity; everything that matters is kept at home.',
  ]
}
