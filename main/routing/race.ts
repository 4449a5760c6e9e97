import type { AttemptKind } from '#contract/model/request-trail'
import type { StrategyName } from '#contract/model/strategy'
import type { AnswerHeaders } from '../base/exchange.ts'
import { Attempt, type AttemptEvents } from './attempt.ts'
import type { Course } from './course.ts'
import type { Eligibility } from './eligible.ts'
import { attemptLimits, outgoingRequest } from './outgoing.ts'
import { pickWorker } from './pick-worker.ts'
import type { Rescue } from './rescue.ts'
import type { RoutableWorker } from './routable-worker.ts'
import type { RoutedHead, RoutedRequest } from './routed-request.ts'
import type { Routing } from './routing.ts'
import { Trail } from './trail.ts'

/** The attempts of a request that are under way: one, or two while they race for the first token. */
export class Race {
  readonly trail = new Trail()
  readonly #routing: Routing
  readonly #request: RoutedRequest
  readonly #course: Course
  readonly #run: AttemptEvents
  #live: Attempt[] = []
  #last: Attempt | null = null
  #attempts = 0
  #hedge: NodeJS.Timeout | null = null

  constructor(routing: Routing, request: RoutedRequest, course: Course, run: AttemptEvents) {
    this.#routing = routing
    this.#request = request
    this.#course = course
    this.#run = run
  }

  get isOn(): boolean {
    return this.#live.length > 0
  }

  /** How many there were so far. */
  get attempts(): number {
    return this.#attempts
  }

  /** The one that won, or that began last. */
  get last(): Attempt | null {
    return this.#last
  }

  get strategy(): StrategyName {
    const { modelStrategies, strategy } = this.#routing
    const ofModel = modelStrategies.get(this.#course.modelKey)
    return this.#request.steering?.strategy ?? ofModel ?? strategy
  }

  /** What the client is told of the answer of this attempt. */
  headOf({ worker }: Attempt, status: number, headers: AnswerHeaders): RoutedHead {
    return {
      status,
      headers,
      workerId: worker.id,
      attempts: this.#attempts,
      strategy: this.strategy,
    }
  }

  /** Who could be asked now. */
  find(): Eligibility {
    const { capability = 'chat', steering } = this.#request
    const { model, tried } = this.#course
    const { pin = null, prefer = null, avoid = null } = steering ?? {}
    return this.#routing.eligible.find({ capability, model, pin, prefer, avoid, tried })
  }

  begin(
    workers: readonly RoutableWorker[],
    rescue: Rescue | null,
    kind: AttemptKind = rescue ? 'rescue' : this.#attempts === 0 ? 'first' : 'retry',
  ): void {
    const worker = pickWorker(this.#routing, this.#request, this.strategy, workers)
    const wire = worker?.wire
    if (!worker || !wire) return
    this.#attempts++
    this.#course.began(wire)
    const { breakers, limits } = this.#routing
    const { model, modelKey } = this.#course
    this.#routing.onAttempt?.(this.#request.requestId, worker.id, this.#attempts, model)
    if (!breakers.areQuiet) breakers.began(worker.id, modelKey)
    const within = attemptLimits(limits, this.#request, model, worker)
    this.#request.onAttempt?.(worker.id)
    const trace = this.#request.trace?.attempt(worker.id)
    const attempt = new Attempt(worker, wire, this.#request.isStream, within, this.#run, trace)
    this.#live.push(attempt)
    this.#last = attempt
    this.trail.began(attempt, kind, model)
    attempt.start(outgoingRequest(this.#routing, this.#request, model, attempt, rescue))
    if (this.#attempts === 1 && this.#mayHedge()) this.#hedgeLater()
  }

  /** The first to say something goes on; the other is left. */
  won(attempt: Attempt): void {
    this.#stopHedge()
    this.#last = attempt
    if (this.#live.length < 2) return
    for (const live of this.#live) if (live !== attempt) this.#abort(live)
    this.#live = [attempt]
  }

  /** It came to nothing; whether another one is still under way. */
  lost(attempt: Attempt): boolean {
    this.#live = this.#live.filter(live => live !== attempt)
    return this.isOn
  }

  abortAll(): void {
    this.#stopHedge()
    for (const attempt of this.#live) this.#abort(attempt)
    this.#live = []
  }

  /** Nothing begins any more. */
  end(): void {
    this.#stopHedge()
  }

  #mayHedge(): boolean {
    return this.#request.isStream && this.#routing.hedging.mayRace(this.#request)
  }

  #hedgeLater(): void {
    const { hedging } = this.#routing
    this.#hedge = setTimeout(() => {
      const found = this.find()
      if (found.kind === 'free' && hedging.take()) this.begin(found.workers, null, 'hedge')
    }, hedging.afterMs())
  }

  #stopHedge(): void {
    if (this.#hedge) clearTimeout(this.#hedge)
    this.#hedge = null
  }

  #abort(attempt: Attempt): void {
    const { breakers } = this.#routing
    if (!breakers.areQuiet) breakers.cancelled(attempt.worker.id, this.#course.modelKey)
    attempt.abort()
  }
}
