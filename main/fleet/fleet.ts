import type { WorkerId } from '#contract/ids'
import type { OfflineReason } from '#contract/model/offline-reason'
import type { Worker, WorkerOrigin } from '#contract/model/worker'
import type { Log } from '../base/log.ts'
import type { Secret } from '../base/secret.ts'
import type { FleetWorker, WorkerWire } from './fleet-worker.ts'
import { HealthWatch } from './health-watch.ts'
import { WorkerRegistry } from './worker-registry.ts'

export interface FleetOptions {
  /** Opens the way to a worker; a key makes it a plain server's. */
  connect(id: WorkerId, url: string, key: Secret | null): WorkerWire
  readonly healthIntervalMs: number
  readonly log: Log
}

export interface RemoteWorker {
  readonly id: WorkerId
  readonly name: string
  readonly url: string
  readonly key: Secret | null
}

/** The workers that there are, watched: what routing, the window and the API look at. */
export class Fleet {
  readonly #options: FleetOptions
  readonly #registry = new WorkerRegistry()
  readonly #watch: HealthWatch

  readonly onChange = this.#registry.onChange
  readonly onRemove = this.#registry.onRemove

  constructor(options: FleetOptions) {
    this.#options = options
    this.#watch = new HealthWatch(this.#registry, options.healthIntervalMs, options.log)
  }

  all(): readonly FleetWorker[] {
    return this.#registry.all()
  }

  snapshot(): readonly Worker[] {
    return this.all().map(worker => worker.snapshot())
  }

  has(id: WorkerId): boolean {
    return this.all().some(worker => worker.id === id)
  }

  async addRemote({ id, name, url, key }: RemoteWorker, origin: WorkerOrigin): Promise<void> {
    const worker = this.#registry.add({ id, name, origin, transport: 'http' })
    await this.#move(worker, url, key)
  }

  /** A worker of the root's own, which has no address until it listens. */
  addLocal(id: WorkerId): FleetWorker {
    return this.#registry.add({ id, name: id, origin: 'local', transport: 'local' })
  }

  async localListens(worker: FleetWorker, url: string): Promise<void> {
    await this.#move(worker, url, null)
  }

  /** Its process is gone; it is expected back, unless that has been going on for too long. */
  async localGone(
    worker: FleetWorker,
    reason: OfflineReason,
    retryAt: number,
    isHopeless: boolean,
  ): Promise<void> {
    await worker.moveTo(null, null)
    if (isHopeless) worker.goOffline(reason, Date.now(), retryAt)
    this.#registry.announce(worker)
  }

  remove(id: WorkerId): Promise<void> {
    return this.#registry.remove(id)
  }

  /** A request failed there: its next health check is due now. */
  suspect({ id }: { readonly id: WorkerId }): void {
    const worker = this.all().find(each => each.id === id)
    if (worker) this.#watch.lookNow(worker)
  }

  async close(): Promise<void> {
    this.#watch.close()
    await this.#registry.close()
  }

  async #move(worker: FleetWorker, url: string, key: Secret | null): Promise<void> {
    await worker.moveTo(url, this.#options.connect(worker.id, url, key))
    this.#registry.announce(worker)
    this.#watch.lookNow(worker, { isNewAddress: true })
  }
}
