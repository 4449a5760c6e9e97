import type { WorkerId } from '#contract/ids'
import type { LocalWorkerState } from '#contract/model/local-workers'
import { type OfflineReason, offlineText } from '#contract/model/offline-reason'
import type { WorkerPhase } from '#contract/model/worker'
import type { Log } from '../base/log.ts'
import { CrashRecord, type LocalPace } from './crash-record.ts'
import type { LaunchWorker, WorkerChild } from './worker-child.ts'
import { forwardLine } from './worker-line.ts'

const stopWithinMs = 10_000

/** The part of the fleet that has to hear of a local worker. */
export interface LocalFleet {
  listens(id: WorkerId, url: string): void
  /** It is about to be stopped, for good where there is a reason. */
  leaves(id: WorkerId, reason: OfflineReason | null): void
  /** It has no process that listens, but will soon. */
  expected(id: WorkerId): void
  /** Nobody need wait for it; started again then, or with null not by itself. */
  away(id: WorkerId, reason: OfflineReason, retryAt: number | null): void
}

export interface LocalWorkerOptions {
  readonly id: WorkerId
  readonly launch: LaunchWorker
  readonly fleet: LocalFleet
  readonly pace: LocalPace
  readonly log: Log
  onState(state: LocalWorkerState): void
}

/** A worker that the root runs for itself: started, watched, started again after a crash, given up, stopped. */
export class LocalWorker {
  readonly #options: LocalWorkerOptions
  readonly #crashes: CrashRecord
  #environment: Readonly<Record<string, string>> = {}
  #state: LocalWorkerState = { name: 'stopped' }
  #child: WorkerChild | null = null
  #restart: NodeJS.Timeout | null = null
  #hung: NodeJS.Timeout | null = null

  constructor(options: LocalWorkerOptions) {
    this.#options = options
    this.#crashes = new CrashRecord(options.pace)
  }

  get id(): WorkerId {
    return this.#options.id
  }

  get state(): LocalWorkerState {
    return this.#state
  }

  /** Of no effect on one that has a process; one that waits or was given up starts at once. */
  start(environment: Readonly<Record<string, string>>): void {
    if (this.#child) return
    this.#environment = environment
    this.#crashes.forget()
    this.#options.fleet.expected(this.id)
    this.#begin()
  }

  /** What the health watch says of it. */
  hear(phase: WorkerPhase): void {
    if (phase.name === 'healthy' || phase.name === 'draining') {
      this.#clearHung()
      if (this.#state.name !== 'starting' || this.#state.port === null) return
      const { pid, port } = this.#state
      this.#become({ name: 'running', pid, port, since: Date.now() })
    } else if (phase.name === 'offline' && phase.reason.kind === 'silent') {
      this.#hung ??= setTimeout(() => this.#endHung(), this.#options.pace.hungAfterMs)
    }
  }

  /** Asks it to finish, and ends it when it does not within 10 s. */
  async stop(): Promise<void> {
    this.#clearTimers()
    const child = this.#child
    if (child) {
      this.#child = null
      this.#become({ name: 'stopping' })
      await this.#ended(child)
    }
    if (this.#state.name !== 'stopped') this.#become({ name: 'stopped' })
  }

  #begin(): void {
    this.#clearTimers()
    const { launch, log, fleet, pace } = this.#options
    const startedAt = Date.now()
    let child: WorkerChild
    try {
      child = launch(this.#environment)
    } catch (error) {
      this.#crashed({ kind: 'told', text: String(error) }, 0)
      return
    }
    this.#child = child
    this.#hung = setTimeout(() => this.#endHung(), pace.listenWithinMs)
    this.#become({ name: 'starting', pid: child.pid ?? null, port: null })
    let lastWords: string | null = null
    child.onMessage(message => {
      if (message.type === 'failed') lastWords = message.reason
      if (message.type !== 'listening' || this.#child !== child) return
      this.#clearHung()
      const { port } = message
      log.info('local worker listening', { worker: this.id, pid: child.pid, port })
      this.#become({ name: 'starting', pid: child.pid ?? null, port })
      fleet.listens(this.id, `http://127.0.0.1:${port}`)
    })
    child.onLine(line => forwardLine(log, this.id, line))
    child.onExit(exitCode => {
      if (this.#child !== child) return
      this.#child = null
      const reason: OfflineReason =
        lastWords === null ? { kind: 'process-ended', exitCode } : { kind: 'told', text: lastWords }
      this.#crashed(reason, Date.now() - startedAt)
    })
  }

  #crashed(reason: OfflineReason, ranMs: number): void {
    this.#clearTimers()
    const { fleet, log, pace } = this.#options
    const now = Date.now()
    const next = this.#crashes.add(now, ranMs)
    if (next.kind === 'give-up') {
      const why = { kind: 'given-up', crashes: pace.mostCrashes, last: reason } as const
      log.error('local worker given up', { worker: this.id, reason: offlineText(reason) })
      this.#become({ name: 'given-up', reason: why, since: now })
      fleet.away(this.id, why, null)
      return
    }
    const retryAt = now + next.waitMs
    log.warn('local worker ended', {
      worker: this.id,
      reason: offlineText(reason),
      restartInMs: next.waitMs,
    })
    this.#restart = setTimeout(() => this.#begin(), next.waitMs)
    this.#become({ name: 'waiting', reason, retryAt })
    if (next.isHopeless) fleet.away(this.id, reason, retryAt)
    else fleet.expected(this.id)
  }

  /** Its process lives, but has not answered for long: to ask it to finish would be of no use. */
  #endHung(): void {
    const child = this.#child
    if (!child) return
    this.#options.log.warn('local worker hangs and is killed', { worker: this.id, pid: child.pid })
    const startedAt = this.#state.name === 'running' ? this.#state.since : Date.now()
    this.#child = null
    child.kill()
    this.#crashed({ kind: 'silent' }, Date.now() - startedAt)
  }

  #ended(child: WorkerChild): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        const { pid } = child
        this.#options.log.warn('local worker did not stop in time and is killed', {
          worker: this.id,
          pid,
        })
        child.kill()
      }, stopWithinMs)
      child.onExit(() => {
        clearTimeout(timer)
        resolve()
      })
      child.terminate()
    })
  }

  #clearTimers(): void {
    this.#clearHung()
    if (this.#restart) clearTimeout(this.#restart)
    this.#restart = null
  }

  #clearHung(): void {
    if (this.#hung) clearTimeout(this.#hung)
    this.#hung = null
  }

  #become(state: LocalWorkerState): void {
    this.#state = state
    this.#options.onState(state)
  }
}
