import type { HostFacts } from '#contract/model/host-facts'
import type { IdleCounters } from './counters.ts'

/** How busy a host was in some minutes, each in percent of what it could. */
export interface IdleSample {
  readonly cpu: number
  readonly network: number
  readonly memory: number
}

/** An Always Free ARM machine has 1 Gbit/s for each processor; the small x64 one 480 Mbit/s in all. */
export function networkBitsPerSecond({ architecture, cpus }: HostShape): number {
  return architecture === 'arm64' ? cpus * 1e9 : 480e6
}

export type HostShape = Pick<HostFacts, 'architecture' | 'cpus'>

/** What was done between two looks; null when they tell nothing, as it was started anew in between. */
export function sampleBetween(
  earlier: IdleCounters,
  later: IdleCounters,
  shape: HostShape,
): IdleSample | null {
  const ticks = later.cpuTicks - earlier.cpuTicks
  const seconds = (later.uptimeMs - earlier.uptimeMs) / 1000
  const bytes = later.networkBytes - earlier.networkBytes
  if (ticks <= 0 || seconds <= 0 || bytes < 0) return null
  const idle = (later.idleTicks - earlier.idleTicks) / ticks
  return {
    cpu: percent(1 - idle),
    network: percent((bytes * 8) / seconds / networkBitsPerSecond(shape)),
    memory: percent(1 - later.memoryAvailable / later.memoryTotal),
  }
}

/** With one digit behind the point: enough for the rule, and short where it is kept. */
function percent(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share || 0)) * 1000) / 10
}
