import type { WorkerId } from '#contract/ids'
import type { Change } from '#contract/ipc/changes'
import type { RootState } from '#contract/model/root-state'
import type { Worker, WorkerPhase } from '#contract/model/worker'

/** What the icon shows. */
export type Light = 'running' | 'degraded' | 'stopped' | 'failed'
export const lights = ['running', 'degraded', 'stopped', 'failed'] as const satisfies Light[]

/** A worker in one of these is away although nobody sent it away. */
const troubled: ReadonlySet<WorkerPhase['name']> = new Set([
  'offline',
  'isolated',
  'suspect',
  'degraded',
])

/** Follows the changes of the root node as far as the icon is concerned. */
export class FleetLight {
  readonly #troubled = new Set<WorkerId>()
  #root: RootState

  constructor(root: RootState, workers: readonly Worker[]) {
    this.#root = root
    for (const worker of workers) this.#see(worker)
  }

  get root(): RootState {
    return this.#root
  }

  get light(): Light {
    if (this.#root.name === 'failed') return 'failed'
    if (this.#root.name === 'stopped' || this.#root.name === 'stopping') return 'stopped'
    return this.#troubled.size > 0 ? 'degraded' : 'running'
  }

  /** How many workers are away. */
  get away(): number {
    return this.#troubled.size
  }

  /** Answers whether what is shown is another now: under load the same is told hundreds of times a second. */
  hear(change: Change): boolean {
    const { light, away } = this
    if (change.type === 'worker') this.#see(change.worker)
    if (change.type === 'worker.removed') this.#troubled.delete(change.workerId)
    if (change.type !== 'root') return this.light !== light || this.away !== away
    this.#root = change.root
    // Its workers go with it; those of the next start are told anew.
    if (change.root.name === 'stopped' || change.root.name === 'failed') this.#troubled.clear()
    return true
  }

  #see({ id, phase }: Worker): void {
    if (troubled.has(phase.name)) this.#troubled.add(id)
    else this.#troubled.delete(id)
  }
}
