import { z } from 'zod'

/** How a worker is picked among those that can serve. */
export const StrategyName = z.enum([
  'least-connections',
  'round-robin',
  'weighted',
  'fastest',
  'deterministic',
  'random',
])
export type StrategyName = z.infer<typeof StrategyName>
