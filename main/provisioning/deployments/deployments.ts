import type { Readable } from 'node:stream'
import { FaultError } from '#contract/fault'
import { DeploymentId, type HostId } from '#contract/ids'
import {
  awaitsUninstall,
  type Deployment,
  isOver,
  type ReplacedHost,
  type StopReason,
} from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import { Emitter } from '../../base/emitter.ts'
import type { DeploymentsAround } from './around.ts'
import { breakHostLock } from './break-lock.ts'
import { CommandLog, logPath, removeLog } from './command-log.ts'
import { type PlannedHost, planAll, writePlans } from './dry-run.ts'
import { LiveDeployment } from './live-deployment.ts'
import { LogLines } from './log-lines.ts'
import { batchOf, begunAgain, newDeployment } from './new-deployment.ts'
import { brokenOff, overallStatus } from './outcome.ts'
import { lastSeqIn, logAsJson, logAsText } from './read-log.ts'
import { withReplacedKept, withReplacedWaiting } from './replaced-host.ts'
import type {
  Beginning,
  DeploymentPage,
  DeploymentRequest,
  DeploymentShelf,
  KeptDeployment,
} from './request.ts'
import { type Rollout, rolloutOf } from './rollout.ts'
import { runDeployment } from './run-deployment.ts'

interface Running {
  readonly live: LiveDeployment
  readonly request: DeploymentRequest
  readonly hosts: ReadonlySet<HostId>
  readonly stop: AbortController
  readonly over: Promise<void>
}

interface Work extends Pick<Running, 'live' | 'request' | 'stop'> {
  readonly rollout: Rollout
  /** Of the log of a run before. */
  readonly lastSeq: number
}

const mostKept = 200

/** All deployments: those under way and those that were. One at a time works on a host. */
export class Deployments {
  readonly #around: DeploymentsAround
  readonly #shelf: DeploymentShelf
  readonly #running = new Map<DeploymentId, Running>()
  readonly #lines: LogLines
  /** Of all that began, until nothing more comes of it. */
  readonly #works = new Set<Promise<void>>()
  readonly #ending = new AbortController()
  readonly #replaceable = new Emitter<DeploymentId>()

  constructor(shelf: DeploymentShelf, around: DeploymentsAround) {
    this.#shelf = shelf
    this.#around = around
    this.#lines = new LogLines(around.onLines)
  }

  /** One that set up a host in the place of another is well: the other's worker can go. */
  readonly onReplaceable = this.#replaceable.subscribe

  /** What a root node that was killed left unfinished is told and can be resumed; nothing goes on by itself. */
  async recover(): Promise<void> {
    for (const { deployment, request } of this.#shelf.unfinished()) {
      if (isOver(deployment)) continue
      const left = withReplacedKept(brokenOff(deployment, Date.now()))
      await this.#shelf.save({ deployment: left, request })
      this.#around.log.warn('deployment was broken off', { deployment: deployment.id })
      this.#around.publish('deployment.ended', left.id, { status: left.status, broken_off: true })
      await this.#around.note('deployment.broken-off', left.id, { action: left.action })
    }
  }

  /** Runs in the background. FaultError where a host is unknown or being worked on. */
  async start(request: DeploymentRequest, beginning: Beginning = {}): Promise<DeploymentId> {
    const hosts = this.#asked(request)
    const rollout = rolloutOf(hosts, request)
    const deployment = newDeployment(request, hosts, rollout, { isDryRun: false, ...beginning })
    await this.#run({ deployment, request }, rollout, 0)
    return deployment.id
  }

  /** Makes the plans and changes nothing; what comes of it is kept like a deployment. */
  async plan(
    request: DeploymentRequest,
    signal: AbortSignal,
  ): Promise<{ readonly deployment: Deployment; readonly plans: readonly PlannedHost[] }> {
    const hosts = request.hosts.map(id => this.#around.hosts.get(id))
    const rollout = rolloutOf(hosts, request)
    const empty = newDeployment(request, hosts, rollout, { isDryRun: true })
    const asked = hosts.map(host => ({ host, batch: batchOf(rollout, host.id) }))
    const { action, version, method } = request
    const plans = await planAll(asked, { action, version, method }, this.#around, signal)
    signal.throwIfAborted()
    const records = plans.map(({ record }) => record)
    const status = overallStatus(records, false)
    const deployment = { ...empty, hosts: records, status, endedAt: Date.now() }
    await this.#shelf.save({ deployment, request })
    const commands = this.#log(deployment.id, 0)
    writePlans(plans, commands)
    await commands.close()
    return { deployment, plans }
  }

  list(
    page: DeploymentPage,
  ): readonly { readonly deployment: Deployment; readonly place: number }[] {
    return this.#shelf
      .list(page)
      .map(({ deployment, place }) => ({ deployment: this.#newest(deployment), place }))
  }

  /** FaultError `deployment.unknown`. */
  get(id: string): Deployment {
    return this.#newest(this.#kept(id).deployment)
  }

  /** What is being done on a host; null: nothing. */
  workingOn(hostId: HostId): DeploymentId | null {
    return [...this.#running].find(([, { hosts }]) => hosts.has(hostId))?.[0] ?? null
  }

  /** Those that put a host in the place of another, until that one's uninstalling has begun. */
  replacing(): readonly Deployment[] {
    const running = [...this.#running.values()].map(({ live }) => live.deployment)
    const left = this.#shelf.unfinished().map(({ deployment }) => deployment)
    const all = [...running, ...left.filter(isOver)]
    return all.filter(({ replaces }) => replaces?.status === 'waiting')
  }

  /** How it goes on with the host in whose place another is. */
  async saveReplaced(id: DeploymentId, replaces: ReplacedHost): Promise<void> {
    const { deployment, request } = this.#kept(id)
    await this.#shelf.save({ deployment: { ...deployment, replaces }, request })
  }

  has(id: string): boolean {
    return this.#shelf.find(id) !== null
  }

  /** Resolves when it has ended; at once when it is not under way. */
  async over(id: DeploymentId): Promise<void> {
    await this.#running.get(id)?.over
  }

  /** Stops between and inside steps; resolves when it has ended. */
  async cancel(id: string): Promise<void> {
    const { deployment } = this.#kept(id)
    const running = this.#running.get(deployment.id)
    if (!running) throw new FaultError({ code: 'deployment.over', deployment: id })
    void this.#around.note('deployment.cancelled', id, {})
    running.stop.abort('cancelled' satisfies StopReason)
    await running.over
  }

  /** A new run on the hosts that are not well, going on from what it finds there; or on to the host that is replaced. */
  async resume(id: string): Promise<void> {
    const { deployment, request } = this.#kept(id)
    if (this.#running.has(deployment.id)) {
      const [host] = deployment.hosts
      throw new FaultError({ code: 'deployment.busy', host: host?.hostName ?? '', deployment: id })
    }
    const left = deployment.hosts.filter(({ status }) => status !== 'Success')
    if (left.length === 0 && deployment.replaces?.status === 'kept') {
      this.#asked({ hosts: [deployment.replaces.hostId] })
      await this.#shelf.save({ deployment: withReplacedWaiting(deployment), request })
      return this.#replaceable.emit(deployment.id)
    }
    if (left.length === 0 || deployment.isDryRun) {
      throw new FaultError({ code: 'deployment.over', deployment: id })
    }
    const hosts = this.#asked({ ...request, hosts: left.map(({ hostId }) => hostId) })
    const rollout = rolloutOf(hosts, request)
    const lastSeq = await lastSeqIn(logPath(this.#around.folder, deployment.id))
    await this.#run({ deployment: begunAgain(deployment, rollout), request }, rollout, lastSeq)
  }

  /** What was run and said, so far. */
  log(id: string, form: 'text' | 'jsonl'): Readable {
    const { deployment } = this.#kept(id)
    const path = logPath(this.#around.folder, deployment.id)
    if (form === 'jsonl') return logAsJson(path)
    const names = new Map(deployment.hosts.map(({ hostId, hostName }) => [hostId, hostName]))
    return logAsText(path, ({ hostId }) => names.get(hostId) ?? hostId)
  }

  /** Who had it; null where nobody had. */
  breakLock(hostId: HostId, signal: AbortSignal): Promise<string | null> {
    return breakHostLock(this.#around.hosts.get(hostId), this.#around, signal)
  }

  /** Breaks off what is under way, as it can be resumed, and waits for its locks to be given back. */
  async close(): Promise<void> {
    this.#ending.abort('root-ended' satisfies StopReason)
    for (const { stop } of this.#running.values()) stop.abort('root-ended' satisfies StopReason)
    await Promise.all(this.#works)
    this.#lines.flush()
  }

  async #run(kept: KeptDeployment, rollout: Rollout, lastSeq: number): Promise<void> {
    const { deployment, request } = kept
    const { id } = deployment
    const hosts = new Set(rollout.batches.flat())
    const stop = new AbortController()
    const live = new LiveDeployment(deployment, {
      save: newest => void this.#save({ deployment: newest, request }),
      publish: (type, data) => this.#around.publish(type, id, data),
    })
    const saved = this.#shelf.save(kept)
    const work = () => this.#work({ live, request, stop, rollout, lastSeq })
    // Before anything is waited for, so that nobody else takes a host meanwhile.
    const over = saved.then(work, () => {})
    this.#running.set(id, { live, request, hosts, stop, over })
    this.#works.add(over)
    void over.then(() => this.#works.delete(over))
    try {
      await saved
    } catch (failure) {
      this.#running.delete(id)
      throw failure
    }
  }

  /** Never rejects. */
  async #work({ live, request, stop, rollout, lastSeq }: Work): Promise<void> {
    const { publish, note, log } = this.#around
    const { id, action, version, hosts } = live.deployment
    publish('deployment.started', id, { action, rollout: rollout.name, hosts: hosts.length })
    const names = hosts.map(({ hostName }) => hostName)
    await note('deployment.started', id, { action, version, rollout: rollout.name, hosts: names })
    const commands = this.#log(id, lastSeq)
    try {
      const around = this.#around
      const ending = this.#ending.signal
      await runDeployment({ id, request, rollout, live, commands, around, ending }, stop.signal)
    } catch (cause) {
      log.error('deployment broke', { deployment: id, cause })
    }
    await commands.close()
    this.#lines.flush()
    const left = brokenOff(live.close(), Date.now())
    const status = overallStatus(left.hosts, stop.signal.aborted)
    // Over for everyone when it is on disk: then its hosts are free, and it can be resumed.
    const deployment = withReplacedKept({ ...left, status })
    await this.#save({ deployment, request })
    this.#running.delete(id)
    publish('deployment.ended', id, { status })
    await note('deployment.ended', id, { status })
    if (awaitsUninstall(deployment)) this.#replaceable.emit(id)
    await this.#removeOld()
  }

  #log(id: DeploymentId, lastSeq: number): CommandLog {
    const { folder, redact, log } = this.#around
    const onEntry = this.#lines.add.bind(this.#lines)
    return new CommandLog(id, { folder, redact, onEntry, log }, lastSeq)
  }

  async #save(kept: KeptDeployment): Promise<void> {
    try {
      await this.#shelf.save(kept)
    } catch (cause) {
      this.#around.log.error('deployment not saved', { deployment: kept.deployment.id, cause })
    }
  }

  async #removeOld(): Promise<void> {
    const ids = this.#shelf.beyond(mostKept)
    if (ids.length === 0) return
    await this.#shelf.remove(ids)
    for (const id of ids) await removeLog(this.#around.folder, DeploymentId.parse(id))
  }

  #asked({ hosts }: Pick<DeploymentRequest, 'hosts'>): readonly Host[] {
    if (this.#ending.signal.aborted) throw new FaultError({ code: 'root.stopping' })
    return hosts.map(id => {
      const host = this.#around.hosts.get(id)
      const deployment = this.workingOn(id)
      if (deployment) throw new FaultError({ code: 'deployment.busy', host: host.name, deployment })
      return host
    })
  }

  #kept(id: string): KeptDeployment {
    const kept = this.#shelf.find(id)
    if (!kept) throw new FaultError({ code: 'deployment.unknown', deployment: id })
    return kept
  }

  #newest(deployment: Deployment): Deployment {
    return this.#running.get(deployment.id)?.live.deployment ?? deployment
  }
}
