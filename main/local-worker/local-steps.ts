import type { WorkerId } from '#contract/ids'
import type { DeployStepName, LocalWorkerState } from '#contract/model/local-workers'
import type { Emitter } from '../base/emitter.ts'
import type { LocalFleet, LocalWorker } from './local-worker.ts'
import { stateText } from './state-text.ts'
import { StepFailure } from './step-failure.ts'

/** What local workers need before they can start. */
export interface Preparation {
  /** Makes what is missing, or with `isAnew` everything; resolves with what there is then. StepFailure when it cannot. */
  prepare(
    options: { readonly isAnew: boolean; readonly tell: (text: string) => void },
    signal: AbortSignal,
  ): Promise<string>
  /** The environment of a worker's process. */
  variables(id: WorkerId): Readonly<Record<string, string>>
}

export interface StepSurroundings {
  readonly workers: readonly LocalWorker[]
  readonly preparation: Preparation
  readonly fleet: LocalFleet
  readonly readyWithinMs: number
  /** Any of the workers. */
  readonly stateChanged: Emitter<void>
}

export interface StepOptions {
  /** What the workers need is made anew. */
  readonly isAnew: boolean
  /** Who is stopped stays so. */
  readonly isForGood: boolean
  readonly tell: (text: string) => void
}

/** Does one step with all local workers; resolves with what it came to, StepFailure when it could not be done. */
export async function doStep(
  name: DeployStepName,
  around: StepSurroundings,
  options: StepOptions,
  signal: AbortSignal,
): Promise<string> {
  const { workers, preparation } = around
  switch (name) {
    case 'environment':
      return preparation.prepare(options, signal)
    case 'stop':
      return stop(around, options.isForGood)
    case 'start':
      for (const worker of workers) worker.start(preparation.variables(worker.id))
      return become(around, listens, signal)
    case 'health':
      return become(around, ({ name }) => name === 'running', signal)
  }
}

async function stop({ workers, fleet }: StepSurroundings, isForGood: boolean): Promise<string> {
  const reason = isForGood ? ({ kind: 'stopped' } as const) : null
  for (const { id } of workers) fleet.leaves(id, reason)
  await Promise.all(workers.map(worker => worker.stop()))
  for (const { id } of workers) {
    if (reason) fleet.away(id, reason, null)
    else fleet.expected(id)
  }
  return textOf(workers)
}

const listens = (state: LocalWorkerState) =>
  state.name === 'running' || (state.name === 'starting' && state.port !== null)

/** Waits until all workers are there, or one that is not will not be, or the time is over. */
async function become(
  { workers, readyWithinMs, stateChanged }: StepSurroundings,
  isThere: (state: LocalWorkerState) => boolean,
  signal: AbortSignal,
): Promise<string> {
  const tooLate = AbortSignal.any([signal, AbortSignal.timeout(readyWithinMs)])
  const isSettled = () =>
    tooLate.aborted || workers.every(({ state }) => isThere(state) || state.name === 'given-up')
  await new Promise<void>(resolve => {
    const look = () => {
      if (!isSettled()) return
      unsubscribe()
      tooLate.removeEventListener('abort', look)
      resolve()
    }
    const unsubscribe = stateChanged.subscribe(look)
    tooLate.addEventListener('abort', look)
    look()
  })
  signal.throwIfAborted()
  const missing = workers.filter(({ state }) => !isThere(state))
  if (missing.length === 0) return textOf(workers)
  const late = `not there within ${readyWithinMs / 1_000} s: `
  throw new StepFailure((tooLate.aborted ? late : '') + textOf(missing))
}

function textOf(workers: readonly LocalWorker[]): string {
  return workers.map(({ id, state }) => `${id} ${stateText(state)}`).join('; ')
}
