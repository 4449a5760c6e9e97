import type { WorkerId } from '#contract/ids'
import { isServing, type Worker } from '#contract/model/worker'
import type { Seen } from './mirror.ts'

export const rootState = (seen: Seen) => seen.root

export const workerById = (id: WorkerId) => (seen: Seen) =>
  seen.workers.find(worker => worker.id === id)

/** Compared id by id, so a busy worker does not redraw the list. */
export const workerIds = (seen: Seen) => seen.workers.map(worker => worker.id)

export interface FleetFigures {
  readonly workers: number
  readonly serving: number
  readonly inFlight: number
  readonly served: number
  readonly failed: number
  readonly firstTokenMs: number | null
}

/** The time to the first token is the mean over the answers, so that a busy worker counts for more. */
export function fleetFigures(workers: readonly Worker[]): FleetFigures {
  const timed = workers.filter(
    worker => worker.load.firstTokenMs !== null && worker.load.served > 0,
  )
  const answers = total(timed, worker => worker.load.served)
  const waited = total(timed, worker => (worker.load.firstTokenMs ?? 0) * worker.load.served)
  return {
    workers: workers.length,
    serving: workers.filter(isServing).length,
    inFlight: total(workers, worker => worker.load.inFlight),
    served: total(workers, worker => worker.load.served),
    failed: total(workers, worker => worker.load.failed),
    firstTokenMs: answers > 0 ? waited / answers : null,
  }
}

export function answersOnlyByDemo(seen: Seen): boolean {
  const providers = seen.workers.filter(isServing).flatMap(worker => worker.providers)
  const answering = providers.filter(provider => provider.problem === null)
  return answering.length > 0 && answering.every(provider => provider.name === 'demo')
}

/** What can be asked for now, each name once. */
export function offeredModels(seen: Seen): readonly string[] {
  return [...new Set(seen.workers.filter(isServing).flatMap(worker => worker.models))].sort()
}

const total = (workers: readonly Worker[], figure: (worker: Worker) => number) =>
  workers.reduce((sum, worker) => sum + figure(worker), 0)
