import { FaultError } from '#contract/fault'
import type { WorkerId } from '#contract/ids'
import type {
  DeployAction,
  DeployEvent,
  DeployOutcome,
  DeployStep,
  DeployStepName,
  LocalWorkerState,
} from '#contract/model/local-workers'
import type { WorkerPhase } from '#contract/model/worker'
import { Emitter } from '../base/emitter.ts'
import type { Log } from '../base/log.ts'
import type { LocalPace } from './crash-record.ts'
import { doStep, type Preparation, type StepSurroundings } from './local-steps.ts'
import { type LocalFleet, LocalWorker } from './local-worker.ts'
import { StepFailure } from './step-failure.ts'
import type { LaunchWorker } from './worker-child.ts'

export interface LocalWorkersOptions {
  /** None: whoever runs Banyan sees to workers alone. */
  readonly ids: readonly WorkerId[]
  readonly launch: LaunchWorker
  readonly preparation: Preparation
  readonly fleet: LocalFleet
  readonly pace: LocalPace
  readonly log: Log
}

export interface LocalWorkersStatus {
  readonly isEnabled: boolean
  /** What the workers need is there. */
  readonly isPrepared: boolean
  readonly workers: readonly { readonly id: WorkerId; readonly state: LocalWorkerState }[]
  readonly action: { readonly name: DeployAction; readonly steps: readonly DeployStep[] } | null
  readonly last: DeployOutcome | null
}

interface Running {
  readonly name: DeployAction
  /** The start that the root node does by itself: who asks for a start then gets that one. */
  readonly isOwn: boolean
  readonly steps: DeployStep[]
  readonly outcome: Promise<DeployOutcome>
}

const plans: Readonly<Record<DeployAction, readonly DeployStepName[]>> = {
  start: ['environment', 'start', 'health'],
  stop: ['stop'],
  restart: ['environment', 'stop', 'start', 'health'],
  reinstall: ['environment', 'stop', 'start', 'health'],
}

const busyText = 'An action with all local workers is under way.'
const disabledText =
  'This root node runs no worker of its own. To let it, set LOCAL_WORKER=true and LOCAL_WORKERS to their number, and start it anew.'

/** The workers that the root runs for itself; one action with them at a time, whoever asked for it may leave. */
export class LocalWorkers {
  readonly #log: Log
  readonly #options: LocalWorkersOptions
  readonly #workers = new Map<WorkerId, LocalWorker>()
  readonly #progress = new Emitter<DeployEvent>()
  readonly #stateChanged = new Emitter<void>()
  readonly #closing = new AbortController()
  #isPrepared = false
  #running: Running | null = null
  #last: DeployOutcome | null = null

  readonly onProgress = this.#progress.subscribe

  constructor(options: LocalWorkersOptions) {
    this.#options = options
    this.#log = options.log
    for (const id of options.ids) this.#workers.set(id, this.#worker(id))
  }

  get status(): LocalWorkersStatus {
    const { workers } = this.#around
    return {
      isEnabled: workers.length > 0,
      isPrepared: this.#isPrepared,
      workers: workers.map(({ id, state }) => ({ id, state })),
      action: this.#running && { name: this.#running.name, steps: [...this.#running.steps] },
      last: this.#last,
    }
  }

  /** The root node's own start of them. */
  begin(): void {
    if (this.#workers.size > 0) void this.#run('start', true)
  }

  /** FaultError `deploy.busy` while another action is under way. */
  async act(action: DeployAction): Promise<DeployOutcome> {
    if (this.#closing.signal.aborted) throw new FaultError({ code: 'root.stopping' })
    if (this.#workers.size === 0) {
      return { action, isDone: false, message: disabledText, steps: [], durationMs: 0 }
    }
    const running = this.#running
    if (!running) return this.#run(action, false)
    if (running.isOwn && action === 'start') return running.outcome
    throw new FaultError({ code: 'deploy.busy', action: running.name })
  }

  /** Starts this one anew; resolves with what it came to, StepFailure when it does not come back. */
  async restart(id: WorkerId, signal: AbortSignal): Promise<string> {
    const worker = this.#workers.get(id)
    if (!worker || this.#running) throw new StepFailure(worker ? busyText : `${id} is not there`)
    return this.#startAnew(worker, signal)
  }

  /** One more than are set, as long as there is need; resolves when it is up. */
  async add(id: WorkerId, signal: AbortSignal): Promise<string> {
    if (this.#running) throw new StepFailure(busyText)
    const worker = this.#workers.get(id) ?? this.#worker(id)
    this.#workers.set(id, worker)
    return this.#startAnew(worker, signal)
  }

  /** One that was added ends, for good. */
  async remove(id: WorkerId): Promise<void> {
    const worker = this.#workers.get(id)
    if (!worker || this.#options.ids.includes(id)) return
    this.#options.fleet.leaves(id, { kind: 'stopped' })
    await worker.stop()
    this.#workers.delete(id)
  }

  /** What the health watch says of a worker; of others than these too. */
  hear(id: WorkerId, phase: WorkerPhase): void {
    this.#workers.get(id)?.hear(phase)
  }

  /** Breaks off what is under way; nothing can be begun any more. */
  cancel(): void {
    this.#closing.abort()
  }

  async close(): Promise<void> {
    this.cancel()
    await this.#running?.outcome
    await Promise.all(this.#around.workers.map(worker => worker.stop()))
  }

  get #around(): StepSurroundings {
    const { preparation, fleet, pace } = this.#options
    const workers = [...this.#workers.values()]
    const { readyWithinMs } = pace
    return { workers, preparation, fleet, readyWithinMs, stateChanged: this.#stateChanged }
  }

  #worker(id: WorkerId): LocalWorker {
    const { launch, fleet, pace, log } = this.#options
    const onState = (state: LocalWorkerState) => {
      this.#stateChanged.emit()
      this.#progress.emit({ type: 'worker', workerId: id, state })
    }
    return new LocalWorker({ id, launch, fleet, pace, log, onState })
  }

  async #startAnew(worker: LocalWorker, signal: AbortSignal): Promise<string> {
    const around = { ...this.#around, workers: [worker] }
    const options = { isAnew: false, isForGood: false, tell: () => {} }
    const ended = AbortSignal.any([signal, this.#closing.signal])
    await doStep('stop', around, options, ended)
    await doStep('start', around, options, ended)
    return doStep('health', around, options, ended)
  }

  #run(name: DeployAction, isOwn: boolean): Promise<DeployOutcome> {
    const steps: DeployStep[] = []
    const outcome = this.#carryOut(name, steps)
    this.#running = { name, isOwn, steps, outcome }
    return outcome
  }

  async #carryOut(action: DeployAction, steps: DeployStep[]): Promise<DeployOutcome> {
    const startedAt = performance.now()
    this.#progress.emit({ type: 'begun', action })
    for (const name of plans[action]) {
      this.#progress.emit({ type: 'step', action, step: name })
      const step = await this.#step(action, name)
      steps.push(step)
      this.#progress.emit({ type: 'step-over', action, step })
      if (!step.isDone && !isDispensable(action, step)) break
      if (this.#closing.signal.aborted) break
    }
    const outcome: DeployOutcome = {
      action,
      ...summed(action, steps),
      steps,
      durationMs: sinceMs(startedAt),
    }
    this.#running = null
    this.#last = outcome
    this.#progress.emit({ type: 'over', outcome })
    return outcome
  }

  async #step(action: DeployAction, name: DeployStepName): Promise<DeployStep> {
    const startedAt = performance.now()
    const over = (isDone: boolean, message: string): DeployStep => {
      if (name === 'environment') {
        this.#isPrepared = isDone || (action === 'reinstall' && this.#isPrepared)
      }
      return { name, isDone, message, durationMs: sinceMs(startedAt) }
    }
    const tell = (text: string) =>
      this.#progress.emit({ type: 'progress', action, step: name, text })
    const { signal } = this.#closing
    const options = { isAnew: action === 'reinstall', isForGood: action === 'stop', tell }
    try {
      return over(true, await doStep(name, this.#around, options, signal))
    } catch (failure) {
      if (signal.aborted) return over(false, 'The root node is stopping.')
      if (failure instanceof StepFailure) return over(false, failure.message)
      this.#log.error('step failed inside', { action, step: name, cause: failure })
      return over(false, 'Something went wrong inside Banyan. Its log says more.')
    }
  }
}

/** Workers can chat without their tools; but who asked for a new environment keeps the old one and all that runs in it. */
function isDispensable(action: DeployAction, { name }: DeployStep): boolean {
  return name === 'environment' && action !== 'reinstall'
}

const doneTexts: Readonly<Record<DeployAction, string>> = {
  start: 'The local workers run.',
  stop: 'The local workers are stopped.',
  restart: 'The local workers were started anew.',
  reinstall: 'What the local workers need was made anew, and they run.',
}

function summed(
  action: DeployAction,
  steps: readonly DeployStep[],
): Pick<DeployOutcome, 'isDone' | 'message'> {
  const failed = steps.find(step => !step.isDone)
  if (!failed) return { isDone: true, message: doneTexts[action] }
  return { isDone: false, message: `The step "${failed.name}" failed: ${failed.message}` }
}

function sinceMs(startedAt: number): number {
  return Math.round(performance.now() - startedAt)
}
