import type { Fault } from '#contract/fault'
import type { StrategyName } from '#contract/model/strategy'
import { type Capability, capabilityPaths } from '#contract/wire/capability'
import { backoffMs } from '../base/backoff.ts'
import type { Bagged } from '../base/bag.ts'
import type { AnswerHeaders, Exchange, OutgoingRequest } from '../base/exchange.ts'
import type { AnswerFacts } from './answer-tail.ts'
import { Attempt, type AttemptEvents, type AttemptFailure, type AttemptLimits } from './attempt.ts'
import { verdictOn } from './failure.ts'
import { isKnownToThink, modelPlan } from './model-plan.ts'
import { pickWorker } from './pick-worker.ts'
import { acceptsPrefill, withPrefill } from './prefill.ts'
import type { RoutableWire, RoutableWorker } from './routable-worker.ts'
import type { RequestRecord, RoutedRequest, RoutedSink } from './routed-request.ts'
import type { Routing } from './routing.ts'
import { Splice, type SpliceKind } from './splice.ts'
import { askingForUsage, refusesUsage, UsageSieve, usageHeaders } from './usage-request.ts'

const noFacts: AnswerFacts = { model: null, tokens: null }
/** A cool-down that is not longer is waited for. */
const shortCoolDownMs = 2_000
/** A stream that broke so often is not taken up again. */
const mostRescues = 3
/** A model that thinks may take so many times as long for its first token. */
const thinkingFactor = 4

/** One request from its arrival to its end, over as many attempts as it takes. */
export class RequestRun implements Exchange, Bagged, AttemptEvents {
  place = 0
  readonly #routing: Routing
  readonly #request: RoutedRequest
  readonly #sink: RoutedSink
  readonly #onOver: (run: RequestRun, record: RequestRecord) => void
  readonly #at = Date.now()
  readonly #startedAt = performance.now()
  readonly #plan: readonly (string | null)[]
  #planAt = 0
  /** Of this model, the wires that were tried. */
  #tried: RoutableWire[] = []
  /** Those that were silent: not asked again, whatever happens. */
  readonly #silent: RoutableWire[] = []
  /** One, or two while they race for the first token. */
  #live: Attempt[] = []
  #last: Attempt | null = null
  #attempts = 0
  #triesOfModel = 0
  #status = 0
  #hasHead = false
  #firstTokenAt: number | null = null
  #splice: Splice | null = null
  #spliceKind: SpliceKind = 'again'
  #rescues = 0
  #failure: AttemptFailure | null = null
  /** What broke the stream that the client is reading. */
  #brokenBy: Fault = { code: 'fleet.none-ready' }
  #leaveLine: (() => void) | null = null
  #waitUntil: number | null = null
  #pause: NodeJS.Timeout | null = null
  #hedge: NodeJS.Timeout | null = null
  #isOver = false

  constructor(
    routing: Routing,
    request: RoutedRequest,
    sink: RoutedSink,
    onOver: (run: RequestRun, record: RequestRecord) => void,
  ) {
    this.#routing = routing
    this.#request = request
    this.#sink = sink
    this.#onOver = onOver
    this.#plan = modelPlan(routing.aliases, request.model)
  }

  /** Whether an attempt is under way. */
  get hasWorker(): boolean {
    return this.#live.length > 0
  }

  start(): void {
    this.#routing.budget.deposit()
    this.#next()
  }

  resume(): void {
    this.#last?.resume()
  }

  abort(): void {
    if (this.#isOver) return
    this.#abortAll()
    this.#over('cancelled', { code: 'request.cancelled' })
  }

  /** Ends it from outside with a fault that its sink hears. */
  fail(fault: Fault): void {
    if (this.#isOver) return
    this.#abortAll()
    this.#over('failed', fault)
    this.#sink.onFault(fault, this.#attempts)
  }

  onHead(attempt: Attempt, status: number, headers: AnswerHeaders): void {
    this.#won(attempt)
    if (this.#hasHead) return
    this.#hasHead = true
    this.#status = status
    this.#firstTokenAt = performance.now()
    this.#tellHead(attempt, status, headers)
  }

  onData(attempt: Attempt, piece: Buffer): boolean {
    return attempt.sieve ? attempt.sieve.push(piece) : this.#handOn(attempt, piece)
  }

  #handOn(attempt: Attempt, piece: Buffer): boolean {
    if (!this.#splice) return this.#sink.onData(piece)
    const joined = this.#splice.push(piece)
    const mayGoOn = joined.length === 0 || this.#sink.onData(joined)
    if (this.#splice.hasDiverged) this.#diverged(attempt)
    return mayGoOn
  }

  onEnd(attempt: Attempt): void {
    if (this.#isOver) return
    this.#routing.breakers.served(attempt.worker.id, this.#modelKey)
    this.#keepAffinity(attempt.worker)
    attempt.sieve?.flush()
    if (this.#isOver) return
    this.#over('served', null)
    this.#sink.onEnd()
  }

  onCut(attempt: Attempt, fault: Fault): void {
    attempt.sieve?.flush()
    this.#blame(attempt, fault)
    this.#live = []
    if (this.#isOver) return
    if (this.#mayRescue(attempt)) this.#rescue(attempt, fault)
    else this.#breakOff(fault)
  }

  onFailure(attempt: Attempt, failure: AttemptFailure): void {
    this.#live = this.#live.filter(live => live !== attempt)
    if (this.#isOver) return
    if (failure.kind === 'answer' && this.#wasAboutUsage(attempt, failure)) {
      this.#next()
      return
    }
    this.#failure = failure
    const verdict =
      failure.kind === 'answer'
        ? verdictOn(failure.answer)
        : ({ kind: 'elsewhere', isWorkersFault: true } as const)
    const { breakers, coolDowns } = this.#routing
    if (failure.kind === 'fault') this.#blame(attempt, failure.fault)
    else if (verdict.kind === 'elsewhere' && verdict.isWorkersFault) {
      breakers.failed(attempt.worker.id, this.#modelKey)
    } else breakers.cancelled(attempt.worker.id, this.#modelKey)
    if (verdict.kind === 'later') {
      coolDowns.begin(attempt.worker.id, this.#modelKey, verdict.waitMs)
      // From here on the cool-down keeps it out, as long as it lasts.
      this.#untry(attempt.wire)
    }
    // The other one of a race is still under way.
    if (this.#live.length > 0) return
    if (verdict.kind === 'final') this.#giveUp()
    else if (verdict.kind === 'larger') this.#nextModel()
    else this.#retry()
  }

  get #capability(): Capability {
    return this.#request.capability ?? 'chat'
  }

  get #model(): string | null {
    return this.#plan[this.#planAt] ?? null
  }

  get #strategy(): StrategyName {
    const { modelStrategies, strategy } = this.#routing
    const ofModel = this.#model === null ? undefined : modelStrategies.get(this.#model)
    return this.#request.steering?.strategy ?? ofModel ?? strategy
  }

  get #modelKey(): string {
    return this.#model ?? ''
  }

  #retry(): void {
    const isWithinLimit = this.#triesOfModel <= this.#routing.maxRetries
    if (isWithinLimit && this.#routing.budget.take()) this.#next()
    else this.#nextModel()
  }

  #nextModel(): void {
    this.#planAt++
    this.#tried = [...this.#silent]
    this.#triesOfModel = 0
    if (this.#planAt < this.#plan.length) this.#next()
    else this.#giveUp()
  }

  #next(): void {
    if (this.#isOver) return
    const found = this.#routing.eligible.find({
      capability: this.#capability,
      model: this.#model,
      pin: this.#request.steering?.pin ?? null,
      tried: this.#tried,
    })
    switch (found.kind) {
      case 'free':
        this.#try(this.#pick(found.workers))
        return
      case 'later':
        this.#wait(null)
        return
      case 'cooling':
        if (found.leftMs <= shortCoolDownMs) this.#wait(found.leftMs)
        else if (this.#planAt + 1 < this.#plan.length) this.#nextModel()
        else if (this.#failure) this.#giveUp()
        else this.fail({ code: 'fleet.cooling', retryAfterSeconds: Math.ceil(found.leftMs / 1000) })
        return
      case 'nobody':
        this.#nobody(found.fault)
    }
  }

  #nobody(fault: Fault): void {
    if (this.#failure !== null && this.#mayTryAgain()) this.#tryAgainSoon()
    else if (this.#planAt + 1 < this.#plan.length) this.#nextModel()
    else if (this.#failure === null) this.fail(fault)
    else this.#giveUp()
  }

  #pick(workers: readonly RoutableWorker[]): RoutableWorker | undefined {
    return pickWorker(this.#routing, this.#request, this.#strategy, workers)
  }

  #try(worker: RoutableWorker | undefined): void {
    const wire = worker?.wire
    if (!worker || !wire) return
    this.#attempts++
    this.#triesOfModel++
    this.#tried.push(wire)
    const { breakers } = this.#routing
    if (!breakers.areQuiet) breakers.began(worker.id, this.#modelKey)
    const { isStream } = this.#request
    const attempt = new Attempt(worker, wire, isStream, this.#limits(), this)
    this.#live.push(attempt)
    this.#last = attempt
    attempt.start(this.#outgoing(attempt))
    if (this.#attempts === 1 && this.#mayHedge()) this.#hedgeLater()
  }

  #outgoing(attempt: Attempt): OutgoingRequest {
    const { worker, wire } = attempt
    const { isStream, requestId } = this.#request
    const body = this.#body(worker)
    const to = { method: 'POST', path: capabilityPaths[this.#capability], requestId } as const
    if (!isStream) return { ...to, headers: noHeaders, body }
    if (worker.isOurs) return { ...to, headers: usageHeaders, body }
    const asking = this.#routing.refusingUsage.has(wire) ? null : askingForUsage(body)
    if (asking) attempt.sieve = new UsageSieve(piece => this.#handOn(attempt, piece))
    return { ...to, headers: noHeaders, body: asking ?? body }
  }

  #body(worker: RoutableWorker): Buffer {
    const { model } = this.#request
    const isOther = this.#model !== model
    const named = isOther
      ? this.#model
      : model === null
        ? worker.modelToName(this.#capability)
        : null
    const body = this.#request.body(named, worker.isOurs)
    if (this.#splice === null || this.#spliceKind === 'again') return body
    return withPrefill(body, this.#splice.broken.text) ?? body
  }

  #limits(): AttemptLimits {
    const { limits } = this.#routing
    const asked = this.#request.timeoutMs
    const factor = isKnownToThink(this.#model) ? thinkingFactor : 1
    const firstTokenMs = asked ?? limits.firstTokenMs * factor
    if (!this.#request.isStream) {
      const wholeMs = asked ?? limits.wholeMs * factor
      return { headMs: wholeMs, pieceMs: wholeMs, firstTokenMs }
    }
    return { headMs: firstTokenMs, pieceMs: asked ?? limits.chunkMs, firstTokenMs }
  }

  /** The first of a race to say something goes on; the other is left. */
  #won(attempt: Attempt): void {
    if (this.#hedge) clearTimeout(this.#hedge)
    this.#hedge = null
    this.#last = attempt
    if (this.#live.length < 2) return
    for (const live of this.#live) if (live !== attempt) this.#abortOne(live)
    this.#live = [attempt]
  }

  #mayHedge(): boolean {
    return this.#request.isStream && this.#routing.hedging.mayRace(this.#request)
  }

  #hedgeLater(): void {
    this.#hedge = setTimeout(() => {
      const found = this.#routing.eligible.find({
        capability: this.#capability,
        model: this.#model,
        pin: this.#request.steering?.pin ?? null,
        tried: this.#tried,
      })
      if (found.kind === 'free' && this.#routing.hedging.take())
        this.#try(this.#pick(found.workers))
    }, this.#routing.hedging.afterMs())
  }

  #blame(attempt: Attempt, fault: Fault): void {
    this.#routing.breakers.failed(attempt.worker.id, this.#modelKey)
    if (fault.code === 'worker.silent') this.#silent.push(attempt.wire)
    if (fault.code !== 'provider.refused') this.#routing.suspect(attempt.worker)
  }

  #wasAboutUsage(attempt: Attempt, failure: AttemptFailure & { kind: 'answer' }): boolean {
    const { status, body } = failure.answer
    if (attempt.sieve === null || !refusesUsage(status, body)) return false
    this.#routing.refusingUsage.add(attempt.wire)
    this.#untry(attempt.wire)
    this.#triesOfModel--
    return true
  }

  #untry(tried: RoutableWire): void {
    this.#tried = this.#tried.filter(wire => wire !== tried)
  }

  /** With nobody else there, the same worker may do better the second time; a silent one is not asked again. */
  #mayTryAgain(): boolean {
    if (this.#triesOfModel !== 1 || this.#silent.length > 0) return false
    const failure = this.#failure
    return failure?.kind === 'fault' || (failure?.answer.status ?? 0) >= 500
  }

  #tryAgainSoon(): void {
    this.#tried = []
    this.#pause = setTimeout(() => this.#next(), backoffMs(0, { firstMs: 100, mostMs: 100 }))
  }

  /** For a slot, or for a cool-down to be over. */
  #wait(leftMs: number | null): void {
    const { line, limits } = this.#routing
    this.#waitUntil ??= performance.now() + (this.#request.timeoutMs ?? limits.waitMs)
    const withinMs = Math.max(0, this.#waitUntil - performance.now())
    if (leftMs !== null && leftMs < withinMs) {
      this.#pause = setTimeout(() => this.#next(), leftMs)
      return
    }
    this.#leaveLine = line.join(
      this.#request.party ?? '',
      withinMs,
      () => this.#next(),
      () => this.#waitedInVain(),
    )
    if (!this.#leaveLine) this.#waitedInVain()
  }

  #waitedInVain(): void {
    if (this.#failure) this.#giveUp()
    else this.fail({ code: 'fleet.busy', retryAfterSeconds: 1 })
  }

  /** The last failure is the answer; a worker's own words go through as they are. */
  #giveUp(): void {
    const failure = this.#failure
    const attempt = this.#last
    if (this.#hasHead || failure === null || attempt === null) {
      this.#breakOff(this.#brokenBy)
      return
    }
    if (failure.kind === 'fault') {
      this.fail(failure.fault)
      return
    }
    const { status, headers, body } = failure.answer
    this.#over('failed', null, status)
    const told = { ...headers, 'x-should-retry': 'false' }
    this.#tellHead(attempt, status, told)
    this.#sink.onData(body)
    this.#sink.onEnd()
  }

  #tellHead({ worker }: Attempt, status: number, headers: AnswerHeaders): void {
    const { id: workerId } = worker
    const strategy = this.#strategy
    this.#sink.onHead({ status, headers, workerId, attempts: this.#attempts, strategy })
  }

  #breakOff(fault: Fault): void {
    this.#over('failed', fault)
    this.#sink.onFault(fault, this.#attempts)
  }

  /** Calls of tools must not come twice, and of several answers at once one cannot be told from the other. */
  #mayRescue({ reading }: Attempt): boolean {
    return (
      reading !== null &&
      !reading.hasToolCalls &&
      this.#capability === 'chat' &&
      (this.#request.steering?.onCut ?? this.#routing.onCut) === 'rescue' &&
      this.#rescues < mostRescues
    )
  }

  #rescue(attempt: Attempt, fault: Fault): void {
    this.#rescues++
    this.#brokenBy = fault
    this.#failure = { kind: 'fault', fault }
    const broken = this.#splice?.broken ?? {
      text: attempt.reading?.text() ?? '',
      id: attempt.reading?.id() ?? null,
    }
    this.#splice = new Splice(broken, this.#spliceKind)
    // Once each, and the one that broke at the end.
    this.#triesOfModel = 1
    this.#next()
  }

  /** Another model would have to unsay what was said; one that accepts a beginning goes on with it. */
  #diverged(attempt: Attempt): void {
    this.#abortOne(attempt)
    this.#live = []
    const { broken } = this.#splice ?? { broken: { text: '', id: null } }
    const at = this.#plan.findIndex(model => this.#takesPrefill(model))
    if (this.#spliceKind === 'continuation' || at < 0) {
      this.#breakOff(this.#brokenBy)
      return
    }
    this.#spliceKind = 'continuation'
    this.#splice = new Splice(broken, 'continuation')
    this.#planAt = at
    this.#tried = [...this.#silent]
    this.#next()
  }

  #takesPrefill(model: string | null): boolean {
    if (model !== null) return acceptsPrefill(model)
    const answered = this.#last?.facts().model
    return typeof answered === 'string' && acceptsPrefill(answered)
  }

  #keepAffinity({ id }: RoutableWorker): void {
    const session = this.#request.steering?.session
    if (session) this.#routing.affinity.keep(session, id)
  }

  #abortAll(): void {
    for (const attempt of this.#live) this.#abortOne(attempt)
    this.#live = []
  }

  #abortOne(attempt: Attempt): void {
    const { breakers } = this.#routing
    if (!breakers.areQuiet) breakers.cancelled(attempt.worker.id, this.#modelKey)
    attempt.abort()
  }

  #over(outcome: RequestRecord['outcome'], fault: Fault | null, status = this.#status): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#leaveLine?.()
    if (this.#pause) clearTimeout(this.#pause)
    if (this.#hedge) clearTimeout(this.#hedge)
    const { model, tokens } = (this.#status === 200 && this.#last?.facts()) || noFacts
    this.#onOver(this, {
      requestId: this.#request.requestId,
      model: this.#request.model,
      workerId: this.#last?.worker.id ?? null,
      attempts: this.#attempts,
      outcome,
      status,
      fault,
      at: this.#at,
      firstTokenMs: this.#firstTokenAt === null ? null : this.#sinceStart(this.#firstTokenAt),
      latencyMs: this.#sinceStart(performance.now()),
      answeredModel: model,
      tokens,
    })
  }

  /** In milliseconds, to the microsecond. */
  #sinceStart(time: number): number {
    return Math.round((time - this.#startedAt) * 1000) / 1000
  }
}

const noHeaders: readonly string[] = []
