import { FaultError } from '#contract/fault'
import type { Heartbeat, NodeChange, NodeRegistration } from '#contract/http/nodes'
import { WorkerId } from '#contract/ids'
import {
  type NodeClaims,
  type NodeRecord,
  noChoice,
  type OwnerChoice,
  type SavedChoice,
} from '#contract/model/node'
import type { Worker, WorkerPhase } from '#contract/model/worker'
import { type Clock, systemClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Fleet } from './fleet.ts'
import type { FleetWorker } from './fleet-worker.ts'
import { nodeAddress } from './node-address.ts'
import { NodeBeats } from './node-beats.ts'
import { chosen, claimsOf } from './node-claims.ts'

/** The part of the store that nodes need; every write resolves when it is on disk. */
export interface NodeShelf {
  list(): readonly NodeRecord[]
  save(node: NodeRecord): Promise<void>
  remove(id: WorkerId): Promise<boolean>
  choices(): readonly SavedChoice[]
  saveChoice(saved: SavedChoice): Promise<void>
  removeChoice(id: WorkerId): Promise<boolean>
}

type Choices = Map<WorkerId, OwnerChoice>

export interface NodesOptions {
  readonly fleet: Fleet
  readonly shelf: NodeShelf
  /** Of the shelf; the fleet looks into it when a worker comes. */
  readonly choices: Choices
  readonly lostAfterMs: number
  readonly clock?: Clock
  /** Forgets a worker that was added by hand. */
  removeSaved(id: WorkerId): Promise<void>
  publish(type: string, subject: string, data?: Readonly<Record<string, unknown>>): void
  readonly log: Log
}

/** A node with what is known of it beside its worker. */
export interface NodeView {
  readonly worker: Worker
  readonly claims: NodeClaims | null
  readonly incarnation: number | null
  /** Milliseconds since 1970; null when it sent no heartbeat since the start. */
  readonly lastBeatAt: number | null
  readonly queued: number | null
}

const mostRemoved = 1_000

/** Nodes come, tell how they are, change and go; the owner has the last word. */
export class Nodes {
  readonly #options: NodesOptions
  readonly #clock: Clock
  readonly #records = new Map<WorkerId, NodeRecord>()
  /** By the owner; one that still runs must not come back by itself. */
  readonly #removed = new Set<string>()
  readonly #beats: NodeBeats
  readonly #unsubscribe: () => void
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: NodesOptions) {
    const { fleet, shelf, lostAfterMs, log, clock = systemClock } = options
    this.#options = options
    this.#clock = clock
    for (const record of shelf.list()) this.#records.set(record.id, record)
    this.#beats = new NodeBeats({
      fleet,
      clock,
      lostAfterMs,
      onWake: () => log.info('asleep, or the clock was set: all workers are looked at'),
    })
    this.#unsubscribe = fleet.onRemove(id => this.#records.delete(id))
  }

  /** Brings the nodes of before the start into the fleet, as ones that are not up yet. */
  async open(): Promise<void> {
    const { fleet } = this.#options
    for (const record of this.#records.values()) {
      if (fleet.has(record.id)) continue
      for (const twin of this.#twins(record.id, record.url)) {
        if (twin.identity.origin !== 'registered') await fleet.remove(twin.id)
      }
      await fleet.addKept(record)
    }
    this.#beats.start()
  }

  close(): void {
    this.#beats.close()
    this.#unsubscribe()
  }

  list(): readonly NodeView[] {
    return this.#options.fleet.snapshot().map(worker => this.#view(worker))
  }

  get(id: string): NodeView {
    return this.#view(this.#worker(id).snapshot())
  }

  /** Resolves when the node was looked at; `isNew` when its id was not known. */
  async register(
    asked: NodeRegistration,
    from: string | null,
  ): Promise<{ readonly node: NodeView; readonly isNew: boolean }> {
    const { fleet, shelf, publish, log } = this.#options
    const id = WorkerId.parse(asked.id)
    const url = nodeAddress(asked, from)
    const { worker, isNew } = await this.#inTurn(async () => {
      const known = fleet.find(id)
      if (known && known.identity.origin !== 'registered') {
        throw new FaultError({ code: 'worker.exists', workerId: id })
      }
      const before = this.#records.get(id)
      this.#refuseOlder(id, asked.incarnation)
      const record: NodeRecord = {
        id,
        name: asked.name ?? id,
        url,
        incarnation: asked.incarnation ?? null,
        claims: claimsOf(asked),
        registeredAt: before?.registeredAt ?? this.#clock.wallMs(),
      }
      await shelf.save(record)
      this.#records.set(id, record)
      this.#removed.delete(id)
      const registered = await fleet.register(record)
      this.#beats.forget(registered)
      return { worker: registered, isNew: known === null }
    })
    await fleet.look(worker)
    if (worker.ownName === id) {
      for (const twin of this.#twins(id, url)) await this.#displace(twin)
    }
    log.info('node registered', { node: id, url, incarnation: asked.incarnation, isNew })
    publish('node.registered', id, { url, incarnation: asked.incarnation ?? null })
    return { node: this.#view(worker.snapshot()), isNew }
  }

  /** Answers how the node stands now. */
  heartbeat(nodeId: string, heartbeat: Heartbeat): WorkerPhase {
    if (this.#removed.has(nodeId)) throw new FaultError({ code: 'node.removed', nodeId })
    const worker = this.#worker(nodeId)
    const { id } = worker
    this.#refuseOlder(id, heartbeat.incarnation)
    this.#followIncarnation(id, heartbeat.incarnation)
    this.#beats.take(worker, heartbeat)
    return worker.phase
  }

  /** The node ends and says so; what its owner chose stays for when it comes back. */
  async leave(nodeId: string, incarnation: number | undefined): Promise<void> {
    const { shelf, publish } = this.#options
    const worker = this.#worker(nodeId)
    this.#refuseOlder(worker.id, incarnation)
    if (worker.identity.origin !== 'registered') return
    await this.#inTurn(async () => {
      await shelf.remove(worker.id)
      await this.#drop(worker)
    })
    publish('node.left', nodeId)
  }

  /** Holds from the next request on. */
  async change(nodeId: string, change: NodeChange): Promise<NodeView> {
    const { fleet, shelf, choices, publish } = this.#options
    const worker = this.#worker(nodeId)
    if (change.id !== undefined && change.id !== nodeId) {
      const detail = 'id: the id of a node cannot be changed'
      throw new FaultError({ code: 'request.malformed', detail, param: 'id' })
    }
    await this.#inTurn(async () => {
      const choice = chosen(choices.get(worker.id) ?? noChoice, change)
      await shelf.saveChoice({ id: worker.id, choice })
      choices.set(worker.id, choice)
      worker.choose(choice, this.#clock.wallMs())
      fleet.announce(worker)
    })
    const { id: _, ...changed } = change
    publish('node.changed', nodeId, changed)
    return this.#view(worker.snapshot())
  }

  async remove(nodeId: string): Promise<void> {
    const { shelf, choices, removeSaved, publish } = this.#options
    const worker = this.#worker(nodeId)
    const { id, identity } = worker
    if (identity.origin === 'local' || identity.origin === 'environment') {
      throw new FaultError({ code: 'worker.fixed', workerId: id })
    }
    if (identity.origin === 'host') {
      const host = worker.snapshot().hostName ?? 'unknown'
      throw new FaultError({ code: 'worker.hosted', workerId: id, host })
    }
    await this.#inTurn(async () => {
      await shelf.removeChoice(id)
      choices.delete(id)
      if (identity.origin === 'saved') await removeSaved(id)
      else {
        await shelf.remove(id)
        if (this.#removed.size >= mostRemoved) this.#removed.clear()
        this.#removed.add(id)
      }
      await this.#drop(worker)
    })
    publish('node.removed', nodeId)
  }

  async checkAll(): Promise<readonly NodeView[]> {
    const { fleet } = this.#options
    await Promise.all(fleet.all().map(worker => fleet.look(worker)))
    return this.list()
  }

  #worker(nodeId: string): FleetWorker {
    const id = WorkerId.safeParse(nodeId)
    const worker = id.success ? this.#options.fleet.find(id.data) : null
    if (!worker) throw new FaultError({ code: 'worker.unknown', workerId: nodeId })
    return worker
  }

  #view(worker: Worker): NodeView {
    const record = this.#records.get(worker.id)
    const beat = this.#beats.of(worker.id)
    return {
      worker,
      claims: record?.claims ?? null,
      incarnation: record?.incarnation ?? null,
      lastBeatAt: beat?.at ?? null,
      queued: beat?.queued ?? null,
    }
  }

  #refuseOlder(id: WorkerId, incarnation: number | undefined): void {
    const known = this.#records.get(id)?.incarnation ?? null
    if (incarnation === undefined || known === null || incarnation >= known) return
    throw new FaultError({ code: 'node.superseded', nodeId: id, known })
  }

  /** A node that was started anew and only sends heartbeats is believed. */
  #followIncarnation(id: WorkerId, incarnation: number | undefined): void {
    const record = this.#records.get(id)
    if (!record || incarnation === undefined || incarnation === record.incarnation) return
    this.#records.set(id, { ...record, incarnation })
  }

  /** Those at the same address under another id: named before it registered, or a ghost. None sets aside what is on a host. */
  #twins(id: WorkerId, url: string): readonly FleetWorker[] {
    const { fleet } = this.#options
    return fleet
      .all()
      .filter(each => each.url === url && each.id !== id && each.identity.origin !== 'host')
  }

  async #displace(twin: FleetWorker): Promise<void> {
    const { shelf, log } = this.#options
    if (twin.identity.origin === 'registered') await shelf.remove(twin.id)
    await this.#drop(twin)
    log.info('worker is there under the id it registered with', { worker: twin.id })
  }

  async #drop(worker: FleetWorker): Promise<void> {
    const { fleet } = this.#options
    this.#beats.forget(worker)
    if (fleet.find(worker.id) === worker) await fleet.remove(worker.id)
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(step)
    this.#last = turn.catch(() => {})
    return turn
  }
}
