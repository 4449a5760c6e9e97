import { FaultError } from '#contract/fault'
import { type HostFault, isUntilTold } from '#contract/host-fault'
import { type OfflineReason, offlineText } from '#contract/model/offline-reason'
import { protocolHeader, protocolText, spokenProtocol } from '#contract/wire/protocol'
import { backoffMs } from '../base/backoff.ts'
import type { Log } from '../base/log.ts'
import { wholeAnswer } from '../base/whole-answer.ts'
import type { FleetWorker, WorkerWire } from './fleet-worker.ts'
import { type HealthReport, readHealth, readModels } from './health-report.ts'
import type { WorkerRegistry } from './worker-registry.ts'

const answerWithinMs = 5_000
/** A worker that is merely slow is not given up before this many looks in a row. */
const silentLooks = 3
const firstRetryMs = 500
/** Who is heard of is looked at less often: only whether it can be reached is still to be seen. */
const restOfHeartbeats = 3

interface Watch {
  timer: NodeJS.Timeout | null
  look: AbortController | null
  failedLooks: number
  /** Told when the next look is over. */
  waiting: (() => void)[]
}

/** Looks at every worker again and again: the healthy at the interval, the others sooner, with back-off. */
export class HealthWatch {
  readonly #registry: WorkerRegistry
  readonly #intervalMs: number
  readonly #log: Log
  readonly #watches = new Map<FleetWorker, Watch>()
  readonly #unsubscribe: () => void
  #isClosed = false

  constructor(registry: WorkerRegistry, intervalMs: number, log: Log) {
    this.#registry = registry
    this.#intervalMs = intervalMs
    this.#log = log
    this.#unsubscribe = registry.onRemove(() => this.#forgetRemoved())
  }

  /** Looks now, whatever was planned; a look that is under way is enough, unless the address is new. */
  lookNow(worker: FleetWorker, { isNewAddress = false } = {}): void {
    if (this.#isClosed) return
    const watch = this.#watches.get(worker) ?? {
      timer: null,
      look: null,
      failedLooks: 0,
      waiting: [],
    }
    this.#watches.set(worker, watch)
    if (isNewAddress) {
      watch.look?.abort()
      watch.look = null
      watch.failedLooks = 0
    }
    if (watch.look) return
    if (watch.timer) clearTimeout(watch.timer)
    watch.timer = null
    void this.#look(worker, watch)
  }

  /** The same; resolves when the look is over, or will not be. */
  look(worker: FleetWorker): Promise<void> {
    this.lookNow(worker)
    const watch = this.#watches.get(worker)
    if (!watch?.look) return Promise.resolve()
    return new Promise(resolve => watch.waiting.push(resolve))
  }

  close(): void {
    this.#isClosed = true
    this.#unsubscribe()
    for (const worker of this.#watches.keys()) this.#forget(worker)
  }

  async #look(worker: FleetWorker, watch: Watch): Promise<void> {
    const wire = worker.wire
    if (!wire) return
    const look = new AbortController()
    watch.look = look
    const finding = await examine(wire, look.signal)
    if (look.signal.aborted || watch.look !== look) return
    watch.look = null
    // What is said of an address that it has left says nothing about it now.
    if (worker.wire !== wire) return
    const nextLookMs = this.#apply(worker, watch, finding)
    for (const tell of watch.waiting.splice(0)) tell()
    watch.timer = setTimeout(() => this.lookNow(worker), nextLookMs)
    watch.timer.unref()
  }

  #apply(worker: FleetWorker, watch: Watch, finding: Finding): number {
    const now = Date.now()
    const before = worker.phase.name
    if (finding.kind === 'banyan' || finding.kind === 'plain') {
      watch.failedLooks = 0
      if (worker.takeReport(finding, now)) this.#registry.announce(worker)
      if (before !== worker.phase.name) {
        this.#log.info(`worker ${worker.phase.name}`, {
          worker: worker.id,
          models: worker.models.length,
        })
      }
      return this.#intervalMs * (worker.sendsHeartbeats ? restOfHeartbeats : 1)
    }
    watch.failedLooks++
    const isOver = finding.kind !== 'silent' || watch.failedLooks >= silentLooks || isNew(worker)
    const waitMs = Math.min(
      this.#intervalMs,
      backoffMs(watch.failedLooks - 1, { firstMs: firstRetryMs, mostMs: this.#intervalMs }),
    )
    if (isOver) {
      const { reason } = finding
      const isLeftAlone = reason.kind === 'host' && isUntilTold(reason.fault)
      worker.goOffline(reason, now, isLeftAlone ? null : now + waitMs)
      this.#registry.announce(worker)
      if (before !== 'offline') {
        this.#log.warn('worker offline', { worker: worker.id, reason: offlineText(finding.reason) })
      }
    }
    return waitMs
  }

  #forgetRemoved(): void {
    const known = new Set(this.#registry.all())
    for (const worker of this.#watches.keys()) if (!known.has(worker)) this.#forget(worker)
  }

  #forget(worker: FleetWorker): void {
    const watch = this.#watches.get(worker)
    if (watch?.timer) clearTimeout(watch.timer)
    watch?.look?.abort()
    for (const tell of watch?.waiting.splice(0) ?? []) tell()
    this.#watches.delete(worker)
  }
}

/** One that registered and never answered is not waited for. */
function isNew({ identity, isStarting }: FleetWorker): boolean {
  return identity.origin === 'registered' && isStarting
}

type Finding =
  | HealthReport
  | { readonly kind: 'silent'; readonly reason: OfflineReason }
  | { readonly kind: 'unreachable'; readonly reason: OfflineReason }

/** So that a worker that no longer understands us can say so. */
const ourProtocol = [protocolHeader, protocolText(spokenProtocol)]

async function examine(wire: WorkerWire, signal: AbortSignal): Promise<Finding> {
  const get = (path: string, headers: readonly string[] = []) =>
    wholeAnswer(
      (request, limits, sink) => wire.send(request, limits, sink),
      { method: 'GET', path, requestId: '', headers, body: null },
      { headMs: answerWithinMs, pieceMs: answerWithinMs },
      signal,
    )
  try {
    return readHealth(await get('/health', ourProtocol)) ?? readModels(await get('/v1/models'))
  } catch (error) {
    const fault = error instanceof FaultError ? error.fault : null
    if (fault?.code === 'worker.silent') return { kind: 'silent', reason: { kind: 'silent' } }
    if (fault?.code === 'worker.unreachable') {
      return fault.way === undefined ? unreachable(fault.detail) : noWay(fault.way)
    }
    return unreachable(error instanceof Error ? error.message : String(error))
  }
}

function noWay(fault: HostFault): Finding {
  return { kind: 'unreachable', reason: { kind: 'host', fault } }
}

function unreachable(detail: string): Finding {
  return { kind: 'unreachable', reason: { kind: 'unreachable', detail } }
}
