import type { WorkerId } from '#contract/ids'
import type { StrategyName } from '#contract/model/strategy'
import type { Affinity } from './affinity.ts'
import type { Breakers } from './breakers.ts'
import type { CoolDowns } from './cool-downs.ts'
import type { EligibleWorkers } from './eligible.ts'
import type { Hedging } from './hedging.ts'
import type { ModelAliases } from './model-plan.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { RoutableWire, RoutableWorker } from './routable-worker.ts'
import type { WaitingLine } from './waiting-line.ts'

/** How long to wait, each in milliseconds. A stream as a whole has no limit. */
export interface RoutingLimits {
  /** For the first content of a stream. */
  readonly firstTokenMs: number
  /** Between two pieces of a stream. */
  readonly chunkMs: number
  /** For the whole of an answer that is not streamed. */
  readonly wholeMs: number
  /** For a free slot. */
  readonly waitMs: number
}

/** Told of each attempt as it begins; 1 is the first of its request. A model of null is any. */
export type OnAttempt = (
  requestId: string,
  workerId: WorkerId,
  attempt: number,
  model: string | null,
) => void

/** What all requests share on their way. */
export interface Routing {
  readonly strategy: StrategyName
  /** Where one is set for a model. */
  readonly modelStrategies: ReadonlyMap<string, StrategyName>
  readonly aliases: ModelAliases
  readonly maxRetries: number
  readonly limits: RoutingLimits
  /** Where a request does not say. */
  readonly onCut: 'rescue' | 'error'
  readonly eligible: EligibleWorkers
  readonly breakers: Breakers
  readonly coolDowns: CoolDowns
  readonly budget: RetryBudget
  readonly affinity: Affinity
  readonly hedging: Hedging
  readonly line: WaitingLine
  /** Servers that refuse a request which asks for usage; they are not asked again. */
  readonly refusingUsage: WeakSet<RoutableWire>
  /** Counts the choices of a worker. */
  nextTurn(): number
  /** Left out where nobody follows requests. */
  readonly onAttempt?: OnAttempt
  suspect(worker: RoutableWorker): void
}
