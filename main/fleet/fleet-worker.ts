import type { WorkerId } from '#contract/ids'
import type { OfflineReason } from '#contract/model/offline-reason'
import type { Worker, WorkerOrigin, WorkerPhase, WorkerTransport } from '#contract/model/worker'
import { type Capability, capabilitiesByName, capabilityNames } from '#contract/wire/capability'
import { modelsFor } from '#contract/wire/health'
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
  #isLeaving = false
  #report: Report | null = null
  #models: ReadonlySet<string> = new Set()
  #able: Readonly<Record<Capability, ReadonlySet<string>>> = ableModels(null)

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

  get url(): string | null {
    return this.#url
  }

  get latencyMs(): number | null {
    return this.load.latencyMs
  }

  get firstTokenMs(): number | null {
    return this.load.peakFirstTokenMs()
  }

  get inFlight(): number {
    return this.load.inFlight
  }

  get models(): readonly string[] {
    return this.#report?.models ?? []
  }

  /** The model to name when a request names none; null where the worker knows by itself. */
  modelToName(capability: Capability): string | null {
    if (this.#report?.kind !== 'plain') return null
    const [first = null] = this.#able[capability]
    return first
  }

  get isOurs(): boolean {
    return this.#report?.kind === 'banyan'
  }

  offers(model: string): boolean {
    return holds(this.#models, model)
  }

  /** With no model named: whether any will do. A worker whose models are not known may chat. */
  can(capability: Capability, model: string | null): boolean {
    const able = this.#able[capability]
    if (model !== null) return holds(able, model)
    return able.size > 0 || (capability === 'chat' && this.#models.size === 0)
  }

  get wire(): WorkerWire | null {
    return this.#wire
  }

  /** A new address, or none; whatever was under way on the old one breaks off. */
  async moveTo(url: string | null, wire: WorkerWire | null): Promise<void> {
    const old = this.#wire
    this.#url = url
    this.#wire = wire
    this.#isLeaving = false
    if (this.#phase.name !== 'starting') this.#phase = { name: 'starting' }
    await old?.close()
  }

  /** It is being stopped: what is under way may finish, and nothing new goes there; with no reason, it is soon back. */
  leave(reason: OfflineReason | null, now: number): void {
    this.#isLeaving = true
    if (reason) this.goOffline(reason, now, null)
    else this.#phase = { name: 'starting' }
  }

  /** Returns whether that changed what others see. */
  takeReport(report: Report, now: number): boolean {
    if (this.#isLeaving) return false
    const isDraining = report.kind === 'banyan' && report.isDraining
    const name = isDraining ? 'draining' : 'healthy'
    const isSame =
      this.#phase.name === name && JSON.stringify(report) === JSON.stringify(this.#report)
    if (this.#phase.name !== name) this.#phase = { name, since: now }
    this.#report = report
    this.#models = new Set(report.models)
    this.#able = ableModels(report)
    return !isSame
  }

  goOffline(reason: OfflineReason, now: number, retryAt: number | null): void {
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
      defaultModel: report?.kind === 'banyan' ? report.defaultModel : this.modelToName('chat'),
      load: this.load.snapshot(),
    }
  }
}

function ableModels(report: Report | null): Record<Capability, ReadonlySet<string>> {
  const modelsThatCan = (capability: Capability) => {
    if (report?.kind === 'banyan') {
      return report.providers.flatMap(provider => modelsFor(provider, capability))
    }
    const models = report?.models ?? []
    return models.filter(model => capabilitiesByName(model).includes(capability))
  }
  const entries = capabilityNames.map(name => [name, new Set(modelsThatCan(name))])
  return Object.fromEntries(entries) as Record<Capability, ReadonlySet<string>> // sound: one entry for each name
}

const usualIssue = ':latest'

/** Ollama lists the usual issue of a model with a word for it, which its clients leave out. */
function holds(models: ReadonlySet<string>, model: string): boolean {
  if (models.has(model) || models.has(model + usualIssue)) return true
  return model.endsWith(usualIssue) && models.has(model.slice(0, -usualIssue.length))
}
