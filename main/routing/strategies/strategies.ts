import type { StrategyName } from '#contract/model/strategy'
import { deterministic } from './deterministic.ts'
import { fastest } from './fastest.ts'
import { leastConnections } from './least-connections.ts'
import { randomly } from './random.ts'
import { roundRobin } from './round-robin.ts'
import type { Strategy } from './strategy.ts'
import { weighted } from './weighted.ts'

export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  'least-connections': leastConnections,
  'round-robin': roundRobin,
  weighted,
  fastest,
  deterministic,
  random: randomly,
}
