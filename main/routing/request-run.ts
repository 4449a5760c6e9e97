import type { Fault } from '#contract/fault'
import { type Capability, capabilityPaths } from '#contract/wire/capability'
import { backoffMs } from '../base/backoff.ts'
import type { Bagged } from '../base/bag.ts'
import type { AnswerHeaders, Exchange, ExchangeLimits, OutgoingRequest } from '../base/exchange.ts'
import { type AnswerFacts, AnswerTail } from './answer-tail.ts'
import { Attempt, type AttemptEvents, type AttemptFailure } from './attempt.ts'
import { eligible } from './eligible.ts'
import type { RoutableFleet, RoutableWire, RoutableWorker } from './routable-worker.ts'
import type { RequestRecord, RoutedRequest, RoutedSink } from './routed-request.ts'
import type { Strategy } from './strategies/strategy.ts'
import { askingForUsage, refusesUsage, UsageSieve, usageHeaders } from './usage-request.ts'
import type { WaitingLine } from './waiting-line.ts'

const noFacts: AnswerFacts = { model: null, tokens: null }

interface RunOptions {
  readonly fleet: RoutableFleet
  readonly strategy: Strategy
  readonly maxRetries: number
  readonly timeoutMs: number
  /** Servers that refuse a request which asks for usage; they are not asked again. */
  readonly refusingUsage: WeakSet<RoutableWire>
}

/** One request from its arrival to its end, over as many attempts as it takes. */
export class RequestRun implements Exchange, Bagged, AttemptEvents {
  place = 0
  readonly #options: RunOptions
  readonly #line: WaitingLine
  readonly #request: RoutedRequest
  readonly #sink: RoutedSink
  readonly #onOver: (record: RequestRecord) => void
  readonly #at = Date.now()
  readonly #startedAt = performance.now()
  readonly #tried = new Set<RoutableWire>()
  #attempt: Attempt | null = null
  #worker: RoutableWorker | null = null
  #attempts = 0
  #status = 0
  #firstTokenAt: number | null = null
  #tail: AnswerTail | null = null
  #sieve: UsageSieve | null = null
  #lastFailure: AttemptFailure | null = null
  #leaveLine: (() => void) | null = null
  #waitUntil: number | null = null
  #pause: NodeJS.Timeout | null = null
  #isOver = false

  constructor(
    options: RunOptions,
    line: WaitingLine,
    request: RoutedRequest,
    sink: RoutedSink,
    onOver: (record: RequestRecord) => void,
  ) {
    this.#options = options
    this.#line = line
    this.#request = request
    this.#sink = sink
    this.#onOver = onOver
  }

  get #capability(): Capability {
    return this.#request.capability ?? 'chat'
  }

  /** Whether an attempt is under way. */
  get hasWorker(): boolean {
    return this.#attempt !== null
  }

  start(): void {
    this.#next()
  }

  resume(): void {
    this.#attempt?.resume()
  }

  abort(): void {
    if (this.#isOver) return
    this.#attempt?.abort()
    this.#over('cancelled', { code: 'request.cancelled' })
  }

  /** Ends it from outside with a fault that its sink hears. */
  fail(fault: Fault): void {
    if (this.#isOver) return
    this.#attempt?.abort()
    this.#over('failed', fault)
    this.#sink.onFault(fault, this.#attempts)
  }

  #next(): void {
    if (this.#isOver) return
    const { fleet, strategy, maxRetries } = this.#options
    if (this.#attempts > maxRetries) {
      this.#giveUp()
      return
    }
    const found = eligible(
      fleet.all(),
      this.#capability,
      this.#request.model,
      this.#tried,
      this.#request.steering?.pin ?? null,
    )
    switch (found.kind) {
      case 'free': {
        const worker = strategy(found.workers, { key: '', turn: 0, random: Math.random })
        if (worker) this.#try(worker)
        return
      }
      case 'later':
        this.#wait()
        return
      case 'nobody':
        if (this.#lastFailure === null) this.fail(found.fault)
        else if (this.#mayTryAgain()) this.#tryAgainSoon()
        else this.#giveUp()
    }
  }

  #try(worker: RoutableWorker): void {
    const wire = worker.wire
    if (!wire) return
    this.#attempts++
    this.#worker = worker
    this.#tried.add(wire)
    this.#tail = new AnswerTail()
    this.#attempt = new Attempt(worker, this.#request.isStream, this)
    this.#attempt.start(wire, this.#outgoing(worker, wire), this.#limits())
  }

  onHead({ worker }: Attempt, status: number, headers: AnswerHeaders): void {
    this.#head(worker, status, headers)
  }

  onData(_attempt: Attempt, piece: Buffer): boolean {
    this.#tail?.push(piece)
    return this.#sieve ? this.#sieve.push(piece) : this.#sink.onData(piece)
  }

  onEnd(): void {
    this.#sieve?.flush()
    this.#over('served', null)
    this.#sink.onEnd()
  }

  onCut({ worker }: Attempt, fault: Fault | null): void {
    this.#sieve?.flush()
    this.#options.fleet.suspect(worker)
    const cut: Fault = fault ?? { code: 'worker.cut', workerId: worker.id }
    this.#over('failed', cut)
    this.#sink.onFault(cut, this.#attempts)
  }

  isOurOwnDoing(status: number, body: Buffer): boolean {
    return this.#sieve !== null && refusesUsage(status, body)
  }

  onFailure({ worker }: Attempt, failure: AttemptFailure): void {
    if (this.#isOver) return
    this.#attempt = null
    this.#lastFailure = failure
    if (failure.kind === 'answer' && this.#sieve && worker.wire) {
      const { status, body } = failure.answer
      if (refusesUsage(status, body)) {
        this.#options.refusingUsage.add(worker.wire)
        this.#tried.delete(worker.wire)
      }
    }
    if (failure.kind === 'fault') this.#options.fleet.suspect(worker)
    this.#next()
  }

  #outgoing(worker: RoutableWorker, wire: RoutableWire): OutgoingRequest {
    const { model, isStream, requestId } = this.#request
    const named = model === null ? worker.modelToName(this.#capability) : null
    const body = this.#request.body(named, worker.isOurs)
    const to = { method: 'POST', path: capabilityPaths[this.#capability], requestId } as const
    this.#sieve = null
    if (!isStream) return { ...to, headers: [], body }
    if (worker.isOurs) return { ...to, headers: usageHeaders, body }
    const asking = this.#options.refusingUsage.has(wire) ? null : askingForUsage(body)
    if (asking) this.#sieve = new UsageSieve(piece => this.#sink.onData(piece))
    return { ...to, headers: [], body: asking ?? body }
  }

  #limits(): ExchangeLimits {
    const ms = this.#timeoutMs()
    return { headMs: ms, pieceMs: ms }
  }

  #timeoutMs(): number {
    return this.#request.timeoutMs ?? this.#options.timeoutMs
  }

  #head(worker: RoutableWorker, status: number, headers: AnswerHeaders): void {
    this.#status = status
    this.#firstTokenAt = performance.now()
    this.#sink.onHead({ status, headers, workerId: worker.id, attempts: this.#attempts })
  }

  /** A connection that was reset says little about a worker that is the only one. */
  #mayTryAgain(): boolean {
    return (
      this.#attempts === 1 &&
      this.#lastFailure?.kind === 'fault' &&
      this.#lastFailure.fault.code === 'worker.unreachable'
    )
  }

  #tryAgainSoon(): void {
    this.#tried.clear()
    this.#pause = setTimeout(() => this.#next(), backoffMs(0, { firstMs: 100, mostMs: 100 }))
  }

  #wait(): void {
    const retryAfterSeconds = 1
    this.#waitUntil ??= performance.now() + this.#timeoutMs()
    this.#leaveLine = this.#line.join(
      Math.max(0, this.#waitUntil - performance.now()),
      () => this.#next(),
      () =>
        this.#lastFailure ? this.#giveUp() : this.fail({ code: 'fleet.busy', retryAfterSeconds }),
    )
    if (!this.#leaveLine) this.fail({ code: 'fleet.busy', retryAfterSeconds })
  }

  /** The last failure is the answer; a worker's own words go through as they are. */
  #giveUp(): void {
    const failure = this.#lastFailure
    if (failure === null || this.#worker === null) {
      this.fail({ code: 'fleet.none-ready' })
      return
    }
    if (failure.kind === 'fault') {
      this.fail(failure.fault)
      return
    }
    const { status, headers, body } = failure.answer
    this.#head(this.#worker, status, { ...headers, 'x-should-retry': 'false' })
    this.#over('failed', null)
    this.#sink.onData(body)
    this.#sink.onEnd()
  }

  #over(outcome: RequestRecord['outcome'], fault: Fault | null): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#leaveLine?.()
    if (this.#pause) clearTimeout(this.#pause)
    const { model, tokens } = (this.#status === 200 && this.#tail?.facts()) || noFacts
    this.#onOver({
      requestId: this.#request.requestId,
      model: this.#request.model,
      workerId: this.#worker?.id ?? null,
      attempts: this.#attempts,
      outcome,
      status: this.#status,
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
