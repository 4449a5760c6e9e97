import type { Fault } from '#contract/fault'
import { backoffMs } from '../base/backoff.ts'
import type { Bagged } from '../base/bag.ts'
import type { AnswerHeaders, Exchange } from '../base/exchange.ts'
import type { AnswerFacts } from './answer-tail.ts'
import type { Attempt, AttemptEvents, AttemptFailure } from './attempt.ts'
import { Course } from './course.ts'
import { blame, judge, wasAboutUsage } from './judge.ts'
import { Patience } from './patience.ts'
import { acceptsPrefill } from './prefill.ts'
import { Race } from './race.ts'
import { RequestTimes } from './request-times.ts'
import { mayRescue, Rescue } from './rescue.ts'
import type { RequestRecord, RoutedRequest, RoutedSink } from './routed-request.ts'
import type { Routing } from './routing.ts'
import { withoutUsageChunk } from './usage-request.ts'

const noFacts: AnswerFacts = { model: null, tokens: null }
/** A cool-down that is not longer is waited for. */
const shortCoolDownMs = 2_000

/** One request from its arrival to its end, over as many attempts as it takes. */
export class RequestRun implements Exchange, Bagged, AttemptEvents {
  place = 0
  readonly #routing: Routing
  readonly #request: RoutedRequest
  readonly #sink: RoutedSink
  readonly #onOver: (run: RequestRun, record: RequestRecord) => void
  readonly #times = new RequestTimes()
  readonly #course: Course
  /** Where there is something to rescue. */
  #rescue: Rescue | null = null
  readonly #race: Race
  /** Where there is something to wait for. */
  #patience: Patience | null = null
  #failure: AttemptFailure | null = null
  /** Of the answer, once its head was handed on; 0 before. */
  #status = 0
  /** Whether the next answer takes the place of what the client has read. */
  #beginsAnew = false
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
    this.#course = new Course(routing.aliases, request.model)
    this.#race = new Race(routing, request, this.#course, this)
  }

  /** Whether an attempt is under way. */
  get hasWorker(): boolean {
    return this.#race.isOn
  }

  start(): void {
    this.#routing.budget.deposit()
    this.#next()
  }

  resume(): void {
    this.#race.last?.resume()
  }

  abort(): void {
    if (this.#isOver) return
    this.#race.abortAll()
    this.#over('cancelled', { code: 'request.cancelled' })
  }

  /** Ends it with a fault that its sink hears. */
  fail(fault: Fault): void {
    if (this.#isOver) return
    this.#race.abortAll()
    this.#over('failed', fault)
    this.#sink.onFault(fault, this.#race.attempts)
  }

  onHead(attempt: Attempt, status: number, headers: AnswerHeaders): void {
    this.#race.won(attempt)
    if (this.#beginsAnew) {
      this.#beginsAnew = false
      this.#sink.onRestart?.(this.#race.headOf(attempt, status, headers))
    }
    if (this.#status !== 0) return
    this.#status = status
    this.#times.firstToken()
    this.#tellHead(attempt, status, headers)
  }

  onData(attempt: Attempt, piece: Buffer): boolean {
    const asked = attempt.asksForUsage ? withoutUsageChunk(piece) : piece
    const rescue = this.#rescue
    const unread = rescue === null ? asked : rescue.push(asked)
    const mayGoOn = unread.length === 0 || this.#sink.onData(unread)
    if (rescue?.hasDiverged) this.#diverged(rescue)
    return mayGoOn
  }

  onEnd(attempt: Attempt): void {
    if (this.#isOver) return
    const { breakers, affinity } = this.#routing
    const { id } = attempt.worker
    if (!breakers.areQuiet) breakers.served(id, this.#course.modelKey)
    const session = this.#request.steering?.session
    if (session) affinity.keep(session, id)
    this.#over('served', null)
    this.#sink.onEnd()
  }

  onCut(attempt: Attempt, fault: Fault): void {
    this.#race.lost(attempt)
    blame(this.#routing, this.#course, attempt, fault)
    if (this.#isOver) return
    if (!this.#mayRescue(attempt)) {
      this.fail(fault)
      return
    }
    this.#failure = { kind: 'fault', fault }
    this.#rescue ??= new Rescue()
    this.#rescue.begin(attempt, fault)
    this.#course.takeUpStream()
    this.#next()
  }

  onFailure(attempt: Attempt, failure: AttemptFailure): void {
    const isAnotherOn = this.#race.lost(attempt)
    if (this.#isOver) return
    if (wasAboutUsage(this.#routing, this.#course, attempt, failure)) {
      this.#next()
      return
    }
    this.#failure = failure
    const verdict = judge(this.#routing, this.#course, attempt, failure)
    if (isAnotherOn) return
    if (verdict.kind === 'final') this.#giveUp()
    else if (verdict.kind === 'larger') this.#nextModel()
    else this.#retry()
  }

  #next(): void {
    if (this.#isOver) return
    const found = this.#race.find()
    switch (found.kind) {
      case 'free':
        this.#race.begin(found.workers, this.#rescue)
        return
      case 'later':
        this.#waiting().forSlot(
          () => this.#next(),
          () => this.#inVain({ code: 'fleet.busy', retryAfterSeconds: 1 }),
        )
        return
      case 'cooling':
        this.#cooling(found.leftMs)
        return
      case 'nobody':
        if (this.#mayGoBack()) this.#goBack()
        else this.#inVain(found.fault)
    }
  }

  #cooling(leftMs: number): void {
    const fault: Fault = { code: 'fleet.cooling', retryAfterSeconds: Math.ceil(leftMs / 1000) }
    const inVain = () => this.#inVain(fault)
    if (leftMs > shortCoolDownMs) inVain()
    else this.#waiting().forAWhile(leftMs, () => this.#next(), inVain)
  }

  #waiting(): Patience {
    const { timeoutMs, party = '' } = this.#request
    const { line, limits } = this.#routing
    this.#patience ??= new Patience(line, party, timeoutMs ?? limits.waitMs)
    return this.#patience
  }

  /** With nobody else there, the same worker may do better the second time. */
  #mayGoBack(): boolean {
    const failure = this.#failure
    if (failure === null || !this.#course.mayGoBack) return false
    return failure.kind === 'fault' || failure.answer.status >= 500
  }

  #goBack(): void {
    this.#course.goBack()
    this.#waiting().pause(backoffMs(0, { firstMs: 100, mostMs: 100 }), () => this.#next())
  }

  #retry(): void {
    const isWithinLimit = this.#course.tries <= this.#routing.maxRetries
    if (isWithinLimit && this.#routing.budget.take()) this.#next()
    else this.#nextModel()
  }

  #nextModel(): void {
    if (this.#course.hasNextModel) {
      this.#course.nextModel()
      this.#next()
    } else this.#giveUp()
  }

  /** Nobody can be asked with this model. */
  #inVain(fault: Fault): void {
    if (this.#course.hasNextModel) this.#nextModel()
    else if (this.#failure) this.#giveUp()
    else this.fail(fault)
  }

  /** The last failure is the answer; a worker's own words go through as they are. */
  #giveUp(): void {
    const failure = this.#failure
    const attempt = this.#race.last
    if (this.#status !== 0 || failure === null || attempt === null) {
      if (this.#rescue && this.#mayBeginAnew(this.#rescue)) this.#beginAnew(this.#rescue)
      else this.fail(this.#rescue?.brokenBy ?? { code: 'fleet.none-ready' })
      return
    }
    if (failure.kind === 'fault') {
      this.fail(failure.fault)
      return
    }
    const { status, headers, body } = failure.answer
    this.#over('failed', null, status)
    this.#tellHead(attempt, status, { ...headers, 'x-should-retry': 'false' })
    this.#sink.onData(body)
    this.#sink.onEnd()
  }

  #tellHead(attempt: Attempt, status: number, headers: AnswerHeaders): void {
    this.#sink.onHead(this.#race.headOf(attempt, status, headers))
  }

  #mayRescue(attempt: Attempt): boolean {
    const { capability = 'chat', steering } = this.#request
    const onCut = steering?.onCut ?? this.#routing.onCut
    return capability === 'chat' && onCut === 'rescue' && mayRescue(this.#rescue, attempt)
  }

  /** A model that accepts a beginning goes on with it; a client that can forget it hears the other answer. */
  #diverged(rescue: Rescue): void {
    const answered = this.#race.last?.facts().model ?? ''
    const fits = (model: string | null) => acceptsPrefill(model ?? answered)
    if (this.#course.hasModel(fits) && rescue.goOnFromBeginning()) {
      this.#race.abortAll()
      this.#course.goToModel(fits)
      this.#next()
    } else if (this.#sink.onRestart && this.#race.last) {
      this.#sink.onRestart(this.#race.headOf(this.#race.last, 200, {}))
      this.#sink.onData(rescue.beginAnew())
    } else this.fail(rescue.brokenBy)
  }

  #mayBeginAnew(rescue: Rescue): boolean {
    return this.#sink.onRestart !== undefined && rescue.isContinuing
  }

  /** Nobody goes on with the beginning: a whole new answer. */
  #beginAnew(rescue: Rescue): void {
    rescue.beginAnew()
    this.#beginsAnew = true
    this.#course.goBack()
    this.#next()
  }

  #over(outcome: RequestRecord['outcome'], fault: Fault | null, status = this.#status): void {
    this.#isOver = true
    this.#race.end()
    this.#patience?.end()
    const { requestId, capability = 'chat', isStream, model: asked } = this.#request
    const { last, attempts, trail } = this.#race
    const { model, tokens } = (this.#status === 200 && last?.facts()) || noFacts
    this.#onOver(this, {
      requestId,
      capability,
      isStream,
      model: asked,
      workerId: last?.worker.id ?? null,
      attempts,
      trail: trail.told(this.#times, this.#patience?.waitedMs ?? 0),
      rescues: this.#rescue?.count ?? 0,
      outcome,
      status,
      fault,
      at: this.#times.at,
      firstTokenMs: this.#times.firstTokenMs,
      latencyMs: this.#times.latencyMs,
      answeredModel: model,
      tokens,
    })
  }
}
