import type { WorkerId } from '#contract/ids'
import { type NodeClaims, noChoice, type OwnerChoice } from '#contract/model/node'
import type { OfflineReason } from '#contract/model/offline-reason'
import {
  isUp,
  takesRequests,
  type Worker,
  type WorkerOrigin,
  type WorkerPhase,
  type WorkerTransport,
} from '#contract/model/worker'
import { type Capability, capabilitiesByName, capabilityNames } from '#contract/wire/capability'
import { modelsFor } from '#contract/wire/health'
import { mostPriority, type NodeRole, type Vitals } from '#contract/wire/node'
import type { AnswerSink, Exchange, ExchangeLimits, OutgoingRequest } from '../base/exchange.ts'
import type { HealthReport } from './health-report.ts'
import { LoadMeter } from './load-meter.ts'
import { holds } from './model-names.ts'
import { type Pulse, Standing } from './standing.ts'

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
  /** The host that it was set up on. */
  readonly hostName: string | null
}

type Report = Exclude<HealthReport, { kind: 'refused' }>

/** A plain server does not say how much it takes at once. */
const slotsOfPlainServer = 64
/** Whoever is not well comes after all who are, whatever their priority. */
const unwell = { healthy: 0, degraded: 1, suspect: 2 } as const

/** One worker: where it is, how it is, what it offers and how much it is doing. */
export class FleetWorker {
  readonly identity: WorkerIdentity
  readonly load: LoadMeter
  #wire: WorkerWire | null = null
  #url: string | null = null
  #isLeaving = false
  #report: Report | null = null
  /** Without its figures, which change all the time and which nobody is told of. */
  #reportText = ''
  #name: string
  #hostName: string | null
  #claims: NodeClaims | null = null
  #choice: OwnerChoice = noChoice
  #vitals: Vitals | null = null
  #sendsHeartbeats = false
  readonly #standing = new Standing()
  #models: ReadonlySet<string> = new Set()
  #able: Readonly<Record<Capability, ReadonlySet<string>>> = ableModels(null)

  constructor(identity: WorkerIdentity, onLoad: () => void) {
    this.identity = identity
    this.#name = identity.name
    this.#hostName = identity.hostName
    this.load = new LoadMeter(onLoad)
  }

  get id(): WorkerId {
    return this.identity.id
  }

  get phase(): WorkerPhase {
    return this.#standing.phase
  }

  get isReady(): boolean {
    return this.#wire !== null && isUp(this.phase) && takesRequests(this.role)
  }

  get isStarting(): boolean {
    return this.#standing.isAwaited && takesRequests(this.role)
  }

  /** Those with the least are asked; the next only when none of them can. */
  get rank(): number {
    const { name } = this.phase
    const last = mostPriority + 1
    const illness = name === 'degraded' || name === 'suspect' ? unwell[name] : unwell.healthy
    return illness * (last + 1) + (this.role === 'backup' ? last : this.priority)
  }

  /** Only the built-in demo answers here: a last resort. */
  get isDemo(): boolean {
    return this.#ours?.providers.every(({ name }) => name === 'demo') ?? false
  }

  get slots(): number {
    const told = this.#claims?.slots ?? this.#ours?.slots ?? slotsOfPlainServer
    return this.#choice.slots ?? told
  }

  get weight(): number {
    return this.#choice.weight ?? this.#claims?.weight ?? this.#ours?.weight ?? 1
  }

  get priority(): number {
    return this.#choice.priority ?? this.#claims?.priority ?? this.#ours?.priority ?? 0
  }

  get role(): NodeRole {
    return this.#claims?.role ?? this.#ours?.role ?? 'worker'
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

  get vitals(): Vitals | null {
    return this.#vitals
  }

  get inFlight(): number {
    return this.load.inFlight
  }

  /** What it calls itself; null for a plain server, and while that is unknown. */
  get ownName(): string | null {
    return this.#ours?.name ?? null
  }

  get models(): readonly string[] {
    return this.#report?.models ?? this.#claims?.models ?? []
  }

  /** The model to name when a request names none; null where the worker knows by itself. */
  modelToName(capability: Capability): string | null {
    if (this.#report?.kind !== 'plain') return null
    const [first = null] = this.#able[capability]
    return first
  }

  get isOurs(): boolean {
    return this.#ours !== null
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
    this.#standing.take({ look: { kind: 'starting' } }, 0)
    await old?.close()
  }

  /** It is being stopped: what is under way may finish, and nothing new goes there; with no reason, it is soon back. */
  leave(reason: OfflineReason | null, now: number): void {
    this.#isLeaving = true
    if (reason) this.goOffline(reason, now, null)
    else this.#standing.take({ look: { kind: 'starting' } }, now)
  }

  /** What a look found; returns whether that changed what others see. */
  takeReport(report: Report, now: number): boolean {
    if (this.#isLeaving) return false
    const isDraining = report.kind === 'banyan' && report.isDraining
    const isOther = this.#standing.take({ look: { kind: 'up', isDraining } }, now)
    return this.takeDetails(report) || isOther
  }

  /** The same from the worker itself, which does not show that it can be reached. */
  takeDetails(report: Report): boolean {
    if (report.kind === 'banyan' && report.vitals) this.#vitals = report.vitals
    const text = JSON.stringify({ ...report, vitals: null })
    if (text === this.#reportText) return false
    this.#reportText = text
    this.#report = report
    this.#models = new Set(report.models)
    this.#able = ableModels(report)
    return true
  }

  goOffline(reason: OfflineReason, now: number, retryAt: number | null): void {
    this.#standing.take({ look: { kind: 'offline', reason, retryAt } }, now)
  }

  /** What its heartbeats say; returns whether that made it another phase. */
  takePulse(pulse: Pulse, isStrained: boolean, now: number): boolean {
    return this.#standing.take({ pulse, isStrained }, now)
  }

  /** Nothing new goes there, or again everything. */
  isolate(isIsolated: boolean, now: number): void {
    this.#standing.take({ isIsolated }, now)
  }

  /** What is under way may finish, and nothing new goes there, or again everything. */
  rest(isResting: boolean, now: number): void {
    this.#standing.take({ isResting }, now)
  }

  get sendsHeartbeats(): boolean {
    return this.#sendsHeartbeats
  }

  /** Returns whether that made it another phase. */
  takeBeat(vitals: Vitals, isLeaving: boolean, now: number): boolean {
    this.#sendsHeartbeats = true
    this.#vitals = vitals
    return this.#standing.take({ isLeaving }, now)
  }

  /** Its host goes by another name now. */
  renameHost(hostName: string): void {
    this.#name = hostName
    this.#hostName = hostName
  }

  /** It came anew: of what was said of its last start, nothing holds. */
  claim(name: string, claims: NodeClaims): void {
    this.#name = name
    this.#claims = claims
    this.#sendsHeartbeats = false
    this.#standing.take({ pulse: 'good', isStrained: false, isLeaving: false }, Date.now())
  }

  /** Whoever chooses for it takes it out of isolation. */
  choose(choice: OwnerChoice, now: number): void {
    this.#choice = choice
    this.#standing.take({ status: choice.status, isIsolated: false }, now)
  }

  snapshot(): Worker {
    const report = this.#report
    const ours = this.#ours
    const name = this.#name
    // A name that a person gave goes before the one that the worker has for itself.
    const own = name === this.id && ours ? ours.name : name
    return {
      ...this.identity,
      name: this.#choice.name ?? own,
      hostName: this.#hostName,
      url: this.#url,
      phase: this.phase,
      version: ours?.version ?? this.#claims?.version ?? null,
      slots: this.slots,
      weight: this.weight,
      priority: this.priority,
      role: this.role,
      vitals: this.#vitals,
      providers: ours?.providers ?? [],
      models: this.models,
      defaultModel:
        report?.kind === 'plain' ? this.modelToName('chat') : (ours?.defaultModel ?? null),
      load: this.load.snapshot(),
    }
  }

  get #ours(): Extract<Report, { kind: 'banyan' }> | null {
    return this.#report?.kind === 'banyan' ? this.#report : null
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
