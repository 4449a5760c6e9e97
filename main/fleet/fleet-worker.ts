import type { WorkerId } from '#contract/ids'
import type { Worker, WorkerOrigin, WorkerPhase, WorkerTransport } from '#contract/model/worker'
import type { AnswerSink, Exchange, ExchangeLimits, OutgoingRequest } from '../base/exchange.ts'
import type { HealthReport } from './health-report.ts'
import { LoadMeter } from './load-meter.ts'

/** The way to a worker; made anew when its address changes. */
export interface WorkerWire {
  send(request: OutgoingRequest, limits: ExchangeLimits, sink: AnswerSink): Exchange
  close(): Promise<void>
}

export interface WorkerIdentity {
  readonly id: WorkerId
  readonly name: string
  readonly origin: WorkerOrigin
  readonly transport: WorkerTransport
}

type Report = Exclude<HealthReport, { kind: 'refused' }>

/** A plain server does not say how much it takes at once. */
const slotsOfPlainServer = 64

/** One worker: where it is, how it is, what it offers and how much it is doing. */
export class FleetWorker {
  readonly identity: WorkerIdentity
  readonly load: LoadMeter
  #wire: WorkerWire | null = null
  #url: string | null = null
  #phase: WorkerPhase = { name: 'starting' }
  #report: Report | null = null
  #models: ReadonlySet<string> = new Set()

  constructor(identity: WorkerIdentity, onLoad: () => void) {
    this.identity = identity
    this.load = new LoadMeter(onLoad)
  }

  get id(): WorkerId {
    return this.identity.id
  }

  get phase(): WorkerPhase {
    return this.#phase
  }

  get isReady(): boolean {
    return this.#phase.name === 'healthy' && this.#wire !== null
  }

  get isStarting(): boolean {
    return this.#phase.name === 'starting'
  }

  /** Only the built-in demo answers here: a last resort. */
  get isDemo(): boolean {
    const report = this.#report
    return report?.kind === 'banyan' && report.providers.every(({ name }) => name === 'demo')
  }

  get slots(): number {
    return this.#report?.kind === 'banyan' ? this.#report.slots : slotsOfPlainServer
  }

  get weight(): number {
    return this.#report?.kind === 'banyan' ? this.#report.weight : 1
  }

  get inFlight(): number {
    return this.load.inFlight
  }

  get models(): readonly string[] {
    return this.#report?.models ?? []
  }

  /** The model to name when a request names none; null where the worker knows by itself. */
  get modelToName(): string | null {
    return this.#report?.kind === 'plain' ? (this.#report.models[0] ?? null) : null
  }

  get tellsUsage(): boolean {
    return this.#report?.kind === 'banyan'
  }

  offers(model: string): boolean {
    return this.#models.has(model)
  }

  get wire(): WorkerWire | null {
    return this.#wire
  }

  /** A new address, or none; whatever was under way on the old one breaks off. */
  async moveTo(url: string | null, wire: WorkerWire | null): Promise<void> {
    const old = this.#wire
    this.#url = url
    this.#wire = wire
    if (this.#phase.name !== 'starting') this.#phase = { name: 'starting' }
    await old?.close()
  }

  /** Returns whether that changed what others see. */
  takeReport(report: Report, now: number): boolean {
    const isDraining = report.kind === 'banyan' && report.isDraining
    const name = isDraining ? 'draining' : 'healthy'
    const isSame =
      this.#phase.name === name && JSON.stringify(report) === JSON.stringify(this.#report)
    if (this.#phase.name !== name) this.#phase = { name, since: now }
    this.#report = report
    this.#models = new Set(report.models)
    return !isSame
  }

  goOffline(reason: string, now: number, retryAt: number | null): void {
    const since = this.#phase.name === 'offline' ? this.#phase.since : now
    this.#phase = { name: 'offline', since, reason, retryAt }
  }

  snapshot(): Worker {
    const report = this.#report
    const { id, name } = this.identity
    return {
      ...this.identity,
      // A name that a person gave goes before the one that the worker has for itself.
      name: name === id && report?.kind === 'banyan' ? report.name : name,
      url: this.#url,
      phase: this.#phase,
      version: report?.kind === 'banyan' ? report.version : null,
      slots: this.slots,
      weight: this.weight,
      providers: report?.kind === 'banyan' ? report.providers : [],
      models: this.models,
      defaultModel: report?.kind === 'banyan' ? report.defaultModel : this.modelToName,
      load: this.load.snapshot(),
    }
  }
}
