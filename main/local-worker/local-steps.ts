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
  readonly isAnew: boolean
  readonly tell: (text: string) => void
}

/** Does one step with all local workers; resolves with what it came to, StepFailure when it could not be done. */
export async function doStep(
  name: DeployStepName,
  around: StepSurroundings,
  options: StepOptions,
  signal: AbortSignal,
): Promise<string> {
  const { workers, preparation, fleet } = around
  switch (name) {
    case 'environment':
      return preparation.prepare(options, signal)
    case 'stop':
      await Promise.all(workers.map(worker => worker.stop()))
      for (const { id } of workers) fleet.away(id, { kind: 'stopped' }, null)
      return textOf(workers)
    case 'start':
      for (const worker of workers) worker.start(preparation.variables(worker.id))
      return become(around, listens, signal)
    case 'health':
      return become(around, ({ name }) => name === 'running', signal)
  }
}

const listens = (state: LocalWorkerState) =>
  state.name === 'running' || (state.name === 'starting' && state.port !== null)

/** Waits until all workers are there, or one that is not will not be, or the time is over. */
async function become(
  { workers, readyWithinMs, stateChanged }: StepSurroundings,
  isThere: (state: LocalWorkerState) => boolean,
  signal: AbortSignal,
): Promise<string> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(readyWithinMs)])
  const isSettled = () =>
    late.aborted || workers.every(({ state }) => isThere(state) || state.name === 'given-up')
  await new Promise<void>(resolve => {
    const look = () => {
      if (!isSettled()) return
      unsubscribe()
      late.removeEventListener('abort', look)
      resolve()
    }
    const unsubscribe = stateChanged.subscribe(look)
    late.addEventListener('abort', look)
    look()
  })
  signal.throwIfAborted()
  if (workers.every(({ state }) => isThere(state))) return textOf(workers)
  throw new StepFailure(textOf(workers.filter(({ state }) => !isThere(state))))
}

function textOf(workers: readonly LocalWorker[]): string {
  return workers.map(({ id, state }) => `${id} ${stateText(state)}`).join('; ')
}
