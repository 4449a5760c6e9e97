import type { Fault } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import type { Capability } from '#contract/wire/capability'
import type { AnswerSink, Exchange } from '#main/base/exchange'
import { LoadMeter } from '#main/fleet/load-meter'
import type { RoutableFleet, RoutableWire, RoutableWorker } from '#main/routing/routable-worker'

/** What a scripted worker does with the next request. */
export type Act = (sink: AnswerSink) => void

/** A whole answer that is JSON and says this. */
export const answers = (text: string): Act => answersWith(JSON.stringify({ text }))

export const answersWith =
  (body: string): Act =>
  sink => {
    sink.onHead(200, { 'content-type': 'application/json' })
    sink.onData(Buffer.from(body))
    sink.onEnd()
  }

export const streams =
  (...pieces: readonly string[]): Act =>
  sink => {
    sink.onHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of pieces) sink.onData(Buffer.from(piece))
    sink.onEnd()
  }

export const refuses =
  (status: number, headers: Record<string, string> = {}): Act =>
  sink => {
    sink.onHead(status, headers)
    sink.onData(Buffer.from(`{"error":{"message":"no ${status}"}}`))
    sink.onEnd()
  }

export const breaks =
  (fault: Fault): Act =>
  sink =>
    sink.onFault(fault)

export const hangs: Act = () => {}

/** A worker whose wire plays a script, one act a request; the last act repeats. */
export class FakeWorker implements RoutableWorker {
  readonly id: WorkerId
  readonly load = new LoadMeter(() => {})
  readonly bodies: string[] = []
  aborts = 0
  url: string | null = null
  weight = 1
  isReady = true
  isStarting = false
  isDemo = false
  rank = 0
  slots = 5
  vitals: RoutableWorker['vitals'] = null
  models: readonly string[] = ['m']
  /** What a worker names that cannot choose for itself. */
  ownModel: string | null = null
  capabilities: readonly Capability[] = ['chat']
  readonly paths: string[] = []
  isOurs = true
  wire: RoutableWire | null

  constructor(id: string, ...acts: readonly Act[]) {
    this.id = WorkerId.parse(id)
    this.wire = this.play(...acts)
  }

  get inFlight(): number {
    return this.load.inFlight
  }

  get latencyMs(): number | null {
    return this.load.latencyMs
  }

  get firstTokenMs(): number | null {
    return this.load.peakFirstTokenMs()
  }

  modelToName(): string | null {
    return this.ownModel
  }

  offers(model: string): boolean {
    return this.models.includes(model)
  }

  can(capability: Capability, model: string | null): boolean {
    return this.capabilities.includes(capability) && (model === null || this.offers(model))
  }

  /** A new wire, as after a restart on another port. */
  play(...acts: readonly Act[]): RoutableWire {
    const script = [...acts]
    return {
      send: (request, _limits, sink): Exchange => {
        this.paths.push(request.path)
        this.bodies.push(request.body?.toString('utf8') ?? '')
        const act = script.length > 1 ? script.shift() : script[0]
        let isAborted = false
        queueMicrotask(() => {
          if (!isAborted) act?.(sink)
        })
        return {
          resume() {},
          abort: () => {
            isAborted = true
            this.aborts++
          },
        }
      },
    }
  }
}

export class FakeFleet implements RoutableFleet {
  readonly workers: FakeWorker[]
  readonly suspected: string[] = []
  readonly #listeners = new Set<() => void>()

  constructor(...workers: FakeWorker[]) {
    this.workers = workers
  }

  all(): readonly FakeWorker[] {
    return this.workers
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  suspect(worker: RoutableWorker): void {
    this.suspected.push(worker.id)
  }

  /** As when a worker came up. */
  change(): void {
    for (const listener of this.#listeners) listener()
  }
}
