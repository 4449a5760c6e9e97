import { FaultError } from '#contract/fault'
import type { ConsensusWish } from '#contract/http/consensus'
import type { WorkerId } from '#contract/ids'

/** What a vote needs to know of a worker. */
export interface VotingWorker {
  readonly id: WorkerId
  readonly weight: number
  readonly isReady: boolean
  readonly isDemo: boolean
  offers(model: string): boolean
  /** With null: whether any of its models can chat. */
  can(capability: 'chat', model: string | null): boolean
}

/** How many are asked, and how many have to be there. */
export interface Numbers {
  readonly nodes: number
  readonly least: number
}

/** FaultError where the wish wants more than it asks. */
export function numbersOf({ nodes, min_nodes }: ConsensusWish, usual: number): Numbers {
  if (nodes !== undefined && min_nodes !== undefined && min_nodes > nodes) {
    const detail = 'consensus.min_nodes: at most as many as nodes are expected'
    throw new FaultError({ code: 'request.malformed', detail, param: 'consensus.min_nodes' })
  }
  const wanted = nodes ?? Math.max(usual, min_nodes ?? 0)
  return { nodes: wanted, least: min_nodes ?? Math.min(wanted, usual) }
}

/** Whether a worker failed too often of late to be asked for this model; null: for any. */
export type IsOutOfOrder = (workerId: WorkerId, model: string | null) => boolean

/** The healthy workers that can answer with one of the models; where any will do, the demo only if nobody else is up. */
export function ableToVote(
  workers: readonly VotingWorker[],
  models: readonly (string | null)[],
  isOutOfOrder: IsOutOfOrder,
): readonly VotingWorker[] {
  const ready = workers.filter(worker => worker.isReady)
  const isRealReady = ready.some(worker => !worker.isDemo)
  const asked =
    models.includes(null) && isRealReady ? ready.filter(worker => !worker.isDemo) : ready
  return asked.filter(worker =>
    models.some(model => worker.can('chat', model) && !isOutOfOrder(worker.id, model)),
  )
}

/** FaultError `model.unknown` where models are named that nobody has, which no waiting will mend. */
export function refuseUnknownModel(
  workers: readonly VotingWorker[],
  models: readonly (string | null)[],
  offered: readonly string[],
): void {
  const [model = null] = models
  if (model === null || workers.length === 0 || offered.length === 0) return
  const isOffered = models.some(each => each === null || workers.some(one => one.offers(each)))
  if (isOffered) return
  throw new FaultError({ code: 'model.unknown', model, offered: offered.slice(0, 20) })
}
