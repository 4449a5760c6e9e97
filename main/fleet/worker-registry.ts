import { FaultError } from '#contract/fault'
import type { WorkerId } from '#contract/ids'
import type { OwnerChoice } from '#contract/model/node'
import { Emitter } from '../base/emitter.ts'
import { FleetWorker, type WorkerIdentity } from './fleet-worker.ts'

/** Load changes with every request; listeners hear of it no more often than this. */
const announceLoadEveryMs = 200

/** The one place that knows which workers exist. */
export class WorkerRegistry {
  readonly #workers = new Map<WorkerId, FleetWorker>()
  readonly #changed = new Emitter<FleetWorker>()
  readonly #removed = new Emitter<WorkerId>()
  #all: readonly FleetWorker[] = []
  #loadTimer: NodeJS.Timeout | null = null

  readonly onChange = this.#changed.subscribe
  readonly onRemove = this.#removed.subscribe

  all(): readonly FleetWorker[] {
    return this.#all
  }

  get(id: WorkerId): FleetWorker {
    const worker = this.#workers.get(id)
    if (!worker) throw new FaultError({ code: 'worker.unknown', workerId: id })
    return worker
  }

  find(id: WorkerId): FleetWorker | null {
    return this.#workers.get(id) ?? null
  }

  add(identity: WorkerIdentity, choice: OwnerChoice): FleetWorker {
    if (this.#workers.has(identity.id)) {
      throw new FaultError({ code: 'worker.exists', workerId: identity.id })
    }
    const worker = new FleetWorker(identity, () => this.#announceLoadSoon())
    worker.choose(choice, Date.now())
    this.#workers.set(identity.id, worker)
    this.#all = [...this.#workers.values()]
    this.#changed.emit(worker)
    return worker
  }

  async remove(id: WorkerId): Promise<void> {
    const worker = this.get(id)
    this.#workers.delete(id)
    this.#all = [...this.#workers.values()]
    this.#removed.emit(id)
    await worker.moveTo(null, null)
  }

  announce(worker: FleetWorker): void {
    if (this.#workers.get(worker.id) === worker) this.#changed.emit(worker)
  }

  async close(): Promise<void> {
    if (this.#loadTimer) clearTimeout(this.#loadTimer)
    await Promise.all(this.#all.map(worker => worker.moveTo(null, null)))
  }

  #announceLoadSoon(): void {
    this.#loadTimer ??= setTimeout(() => {
      this.#loadTimer = null
      for (const worker of this.#all) if (worker.load.takeNews()) this.announce(worker)
    }, announceLoadEveryMs)
  }
}
