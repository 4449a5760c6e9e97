import { isUp, type Worker, type WorkerPhase } from '#contract/model/worker'
import { type ProblemCode, type ProviderName, problemCodeOf } from '#contract/wire/health'

export interface ProviderProblem {
  /** Null where the worker does not say, or says something that is not known here. */
  readonly code: ProblemCode | null
  /** The worker's own. */
  readonly words: string
}

/** One source of models, as the workers that use it tell. */
export interface ProviderSeen {
  readonly workers: readonly {
    readonly id: string
    readonly name: string
    readonly phase: WorkerPhase['name']
    readonly isUp: boolean
    readonly problem: ProviderProblem | null
  }[]
  readonly models: readonly string[]
}

export function providerSeen(workers: readonly Worker[], name: ProviderName): ProviderSeen {
  const models = new Set<string>()
  const through = workers.flatMap(worker => {
    const report = worker.providers.find(each => each.name === name)
    if (!report) return []
    for (const model of report.models) models.add(model)
    const { id, name: workerName, phase } = worker
    return [
      {
        ...{ id, name: workerName, phase: phase.name, isUp: isUp(phase) },
        problem:
          report.problem === null ? null : { code: problemCodeOf(report), words: report.problem },
      },
    ]
  })
  return { workers: through, models: [...models].sort() }
}
