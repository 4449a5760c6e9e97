import type { WorkerId } from '#contract/ids'
import type { HostTransport } from '#contract/model/host'
import { type NodeRecord, noChoice, type OwnerChoice } from '#contract/model/node'
import type { OfflineReason } from '#contract/model/offline-reason'
import type { Worker, WorkerOrigin } from '#contract/model/worker'
import { Emitter } from '../base/emitter.ts'
import type { Log } from '../base/log.ts'
import type { Secret } from '../base/secret.ts'
import type { FleetWorker, WorkerIdentity, WorkerWire } from './fleet-worker.ts'
import { HealthWatch } from './health-watch.ts'
import { WorkerRegistry } from './worker-registry.ts'

export interface FleetOptions {
  /** Opens the way to a worker; a key makes it a plain server's. */
  connect(id: WorkerId, url: string, key: Secret | null): WorkerWire
  readonly healthIntervalMs: number
  /** What the owner chose before this start. */
  readonly choices: ReadonlyMap<WorkerId, OwnerChoice>
  readonly log: Log
}

export interface RemoteWorker {
  readonly id: WorkerId
  readonly name: string
  readonly url: string
  readonly key: Secret | null
}

/** A worker that the root node set up on a host; its name is the host's. */
export interface HostedWorker {
  readonly id: WorkerId
  readonly hostName: string
  /** Where it is, for whoever looks; no other worker has the same. */
  readonly url: string
  readonly transport: HostTransport
}

/** The workers that there are, watched: what routing, the window and the API look at. */
export class Fleet {
  readonly #options: FleetOptions
  readonly #registry = new WorkerRegistry()
  readonly #watch: HealthWatch
  readonly #anew = new Emitter<null>()

  readonly onChange = this.#registry.onChange
  readonly onRemove = this.#registry.onRemove
  /** The computer was asleep, or its clock was set. */
  readonly onLookAnew = this.#anew.subscribe

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
    return this.find(id) !== null
  }

  find(id: WorkerId): FleetWorker | null {
    return this.#registry.find(id)
  }

  async addRemote({ id, name, url, key }: RemoteWorker, origin: WorkerOrigin): Promise<void> {
    await this.#move(this.#add({ id, name, origin, transport: 'http', hostName: null }), url, key)
  }

  /** The way to it is opened by whoever knows the host, and closed when the worker is removed. */
  async addHosted({ id, hostName, url, transport }: HostedWorker, wire: WorkerWire): Promise<void> {
    const worker = this.#add({ id, name: hostName, origin: 'host', transport, hostName })
    await this.#moveOnto(worker, url, wire)
  }

  renameHost(id: WorkerId, hostName: string): void {
    const worker = this.#registry.get(id)
    worker.renameHost(hostName)
    this.#registry.announce(worker)
  }

  /** A node that is known from before the start: not up before it was looked at. */
  async addKept({ id, name, url, claims }: NodeRecord): Promise<void> {
    const worker = this.#add({ id, name, origin: 'registered', transport: 'http', hostName: null })
    worker.claim(name, claims)
    await this.#move(worker, url, null, { kind: 'unseen' })
  }

  /** A node that registers, for the first time or anew. What it claims holds from then on. */
  async register({ id, name, url, claims }: NodeRecord): Promise<FleetWorker> {
    const known = this.find(id)
    const worker =
      known ?? this.#add({ id, name, origin: 'registered', transport: 'http', hostName: null })
    worker.claim(name, claims)
    if (worker.url === url) this.#registry.announce(worker)
    else await this.#move(worker, url, null)
    return worker
  }

  /** Resolves when it was looked at. */
  look(worker: FleetWorker): Promise<void> {
    return this.#watch.look(worker)
  }

  /** Whatever was found before does not count: everybody is looked at now. */
  lookAnew(): void {
    this.#anew.emit(null)
    for (const worker of this.all()) this.#watch.lookNow(worker, { isNewAddress: true })
  }

  /** It changed in a way that the fleet did not see. */
  announce(worker: FleetWorker): void {
    this.#registry.announce(worker)
  }

  /** A worker of the root's own, which has no address until it listens. */
  addLocal(id: WorkerId): void {
    this.#add({ id, name: id, origin: 'local', transport: 'local', hostName: null })
  }

  async localListens(id: WorkerId, url: string): Promise<void> {
    await this.#move(this.#registry.get(id), url, null)
  }

  /** It is being stopped, for good where there is a reason. */
  localLeaves(id: WorkerId, reason: OfflineReason | null): void {
    const worker = this.#registry.get(id)
    worker.leave(reason, Date.now())
    this.#registry.announce(worker)
  }

  /** It has no process that listens; it is expected soon, unless there is a reason to be told. */
  async localGone(
    id: WorkerId,
    away: { readonly reason: OfflineReason; readonly retryAt: number | null } | null,
  ): Promise<void> {
    const worker = this.#registry.get(id)
    const moved = worker.moveTo(null, null)
    if (away) worker.goOffline(away.reason, Date.now(), away.retryAt)
    this.#registry.announce(worker)
    await moved
  }

  remove(id: WorkerId): Promise<void> {
    return this.#registry.remove(id)
  }

  /** A request failed there: its next health check is due now. */
  suspect({ id }: { readonly id: WorkerId }): void {
    const worker = this.find(id)
    if (worker) this.#watch.lookNow(worker)
  }

  async close(): Promise<void> {
    this.#watch.close()
    await this.#registry.close()
  }

  #add(identity: WorkerIdentity): FleetWorker {
    const choice = this.#options.choices.get(identity.id) ?? noChoice
    return this.#registry.add(identity, choice)
  }

  async #move(
    worker: FleetWorker,
    url: string,
    key: Secret | null,
    before: OfflineReason | null = null,
  ): Promise<void> {
    await this.#moveOnto(worker, url, this.#options.connect(worker.id, url, key), before)
  }

  async #moveOnto(
    worker: FleetWorker,
    url: string,
    wire: WorkerWire,
    before: OfflineReason | null = null,
  ): Promise<void> {
    const moving = worker.moveTo(url, wire)
    if (before) worker.goOffline(before, Date.now(), null)
    await moving
    this.#registry.announce(worker)
    this.#watch.lookNow(worker, { isNewAddress: true })
  }
}
