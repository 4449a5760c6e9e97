import type { Fault } from '#contract/fault'
import type { WorkerMoment } from '#contract/model/request-trail'
import type {
  AnswerHeaders,
  AnswerSink,
  Exchange,
  ExchangeLimits,
  OutgoingRequest,
} from '../base/exchange.ts'
import { type AnswerFacts, AnswerTail } from './answer-tail.ts'
import type { FailedAnswer } from './failure.ts'
import type { RoutableWire, RoutableWorker, SlotLease } from './routable-worker.ts'
import type { AttemptTrace } from './routed-request.ts'
import { StreamReading } from './stream-reading.ts'
import { looksLikeJson, withoutProgress } from './whole-json.ts'
import { momentOf } from './worker-moment.ts'

/** Why an attempt came to nothing: a fault on the way, or an answer that another worker may better. */
export type AttemptFailure =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'answer'; readonly answer: FailedAnswer }

/** Who hears of attempts; each call names the one that it is about. */
export interface AttemptEvents {
  onHead(attempt: Attempt, status: number, headers: AnswerHeaders): void
  onData(attempt: Attempt, piece: Buffer): boolean
  onEnd(attempt: Attempt): void
  /** After something was handed on. */
  onCut(attempt: Attempt, fault: Fault): void
  /** Before anything was handed on: another worker may try. */
  onFailure(attempt: Attempt, failure: AttemptFailure): void
}

export interface AttemptLimits extends ExchangeLimits {
  /** Until the first content of a stream. */
  readonly firstTokenMs: number
}

/** How it ended. */
interface AttemptOver {
  readonly at: number
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly fault: Fault | null
  /** Where it failed. */
  readonly workerThen: WorkerMoment | null
}

const mostErrorBytes = 65_536
/** A whole answer that is larger is handed on as it comes. */
const mostHeldBytes = 16_000_000
/** How long a stream that has said all may take to end. */
const endWithinMs = 1_000
const endMark = Buffer.from('data: [DONE]\n\n')

/**
 * One try at one worker. Holds the slot, and holds the answer back until the first content of a
 * stream or the last byte of a whole answer, so that whatever goes wrong before can be tried
 * elsewhere.
 */
export class Attempt implements AnswerSink {
  readonly worker: RoutableWorker
  readonly wire: RoutableWire
  /** Of a stream, what came so far. */
  readonly reading: StreamReading | null
  /** Whether the stream ends with usage that the client did not ask for. */
  asksForUsage = false
  readonly trace: AttemptTrace | undefined
  /** By the clock of `performance.now()`, as the other two times. */
  readonly startedAt = performance.now()
  firstTokenAt: number | null = null
  over: AttemptOver | null = null
  /** What the worker said where it answered with an error. */
  refusal: Buffer | null = null
  readonly #lease: SlotLease
  readonly #limits: AttemptLimits
  readonly #events: AttemptEvents
  readonly #tail = new AnswerTail()
  #exchange: Exchange | null = null
  #timer: NodeJS.Timeout | null = null
  #status = 0
  #headers: AnswerHeaders = {}
  #held: Buffer[] = []
  #heldBytes = 0
  #isCommitted = false
  #isOver = false

  /** Takes a slot of the worker. */
  constructor(
    worker: RoutableWorker,
    wire: RoutableWire,
    isStream: boolean,
    limits: AttemptLimits,
    events: AttemptEvents,
    trace?: AttemptTrace,
  ) {
    this.worker = worker
    this.wire = wire
    this.reading = isStream ? new StreamReading() : null
    this.#limits = limits
    this.#events = events
    this.trace = trace
    this.#lease = worker.load.take()
  }

  get status(): number {
    return this.#status
  }

  /** What the answer says of itself. */
  facts(): AnswerFacts {
    return this.#tail.facts()
  }

  start(request: OutgoingRequest): void {
    this.#exchange = this.wire.send(request, this.#limits, this)
  }

  resume(): void {
    this.#exchange?.resume()
  }

  /** Nothing is heard of it any more. */
  abort(): void {
    if (this.#isOver) return
    this.#end('cancelled')
    this.#exchange?.abort()
  }

  onHead(status: number, headers: AnswerHeaders): void {
    this.#status = status
    this.#headers = headers
    if (this.reading && status < 400) this.#awaitFirstToken()
  }

  onData(piece: Buffer): boolean {
    if (this.#isOver) return true
    if (this.#status >= 400 || !this.reading) return this.#holdWhole(piece)
    this.#tail.push(piece)
    const events = this.reading.push(piece)
    if (this.reading.error !== null) {
      this.#brokeOff({ kind: 'fault', fault: faultIn(this.reading.error, this.worker) })
      return true
    }
    const mayGoOn = events.length === 0 || this.#handOnOrHold(events, this.reading.hasBegun)
    if (this.reading.isFinished || this.reading.isEnded) this.#awaitEnd()
    return mayGoOn
  }

  onEnd(): void {
    if (this.#isOver) return
    if (this.#status < 400 && !this.#isWhole()) {
      const cut: Fault = { code: 'worker.cut', workerId: this.worker.id }
      this.#brokeOff({ kind: 'fault', fault: this.reading ? cut : senseless })
      return
    }
    if (this.#status >= 400 && !this.#isCommitted) {
      const body = Buffer.concat(this.#held)
      this.refusal = body
      this.#end('failed')
      const answer = { status: this.#status, headers: this.#headers, body }
      this.#events.onFailure(this, { kind: 'answer', answer })
      return
    }
    this.#finish()
  }

  onFault(fault: Fault): void {
    if (this.#isOver) return
    if (this.reading?.isFinished) this.#finish()
    else this.#brokeOff({ kind: 'fault', fault })
  }

  #isWhole(): boolean {
    if (this.reading) return this.reading.isEnded || this.reading.isFinished
    return this.#isCommitted || looksLikeJson(this.#held)
  }

  #finish(): void {
    if (!this.#isCommitted) this.#commit()
    const isUnmarked = this.reading !== null && !this.reading.isEnded
    if (isUnmarked) this.#events.onData(this, endMark)
    this.#end('served')
    this.#events.onEnd(this)
  }

  #brokeOff(failure: AttemptFailure & { readonly kind: 'fault' }): void {
    this.#end('failed', failure.fault)
    this.#exchange?.abort()
    if (this.#isCommitted) this.#events.onCut(this, failure.fault)
    else this.#events.onFailure(this, failure)
  }

  #end(outcome: AttemptOver['outcome'], fault: Fault | null = null): void {
    this.#isOver = true
    const workerThen = outcome === 'failed' ? momentOf(this.worker) : null
    this.over = { at: performance.now(), outcome, fault, workerThen }
    if (this.#timer) clearTimeout(this.#timer)
    this.#lease.release(outcome, this.#limits.firstTokenMs)
    this.trace?.end(outcome, this.#status, fault?.code ?? null)
  }

  #holdWhole(piece: Buffer): boolean {
    if (this.#isCommitted) return this.#pass(piece)
    const answer = this.#heldBytes === 0 ? withoutProgress(piece) : piece
    return answer.length === 0 || this.#hold(answer)
  }

  #hold(piece: Buffer): boolean {
    const isError = this.#status >= 400
    const most = isError ? mostErrorBytes : mostHeldBytes
    if (this.#heldBytes + piece.length <= most) {
      this.#held.push(piece)
      this.#heldBytes += piece.length
      return true
    }
    if (isError) return true
    this.#commit()
    return this.#pass(piece)
  }

  #pass(piece: Buffer): boolean {
    this.#tail.push(piece)
    return this.#events.onData(this, piece)
  }

  /** Roles, comments and other frames wait for the first content. */
  #handOnOrHold(events: Buffer, hasBegun: boolean): boolean {
    if (this.#isCommitted) return this.#events.onData(this, events)
    this.#held.push(events)
    return hasBegun ? this.#commit() : true
  }

  #commit(): boolean {
    this.#isCommitted = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.firstTokenAt = performance.now()
    this.#lease.firstToken()
    this.trace?.firstToken()
    this.#events.onHead(this, this.#status, this.#headers)
    const held = this.#held
    this.#held = []
    let mayGoOn = true
    for (const piece of held) {
      if (!this.reading) this.#tail.push(piece)
      mayGoOn = this.#events.onData(this, piece)
    }
    return mayGoOn
  }

  #awaitFirstToken(): void {
    const { firstTokenMs } = this.#limits
    const left = firstTokenMs - (performance.now() - this.startedAt)
    this.#timer = setTimeout(
      () => {
        const { id: workerId } = this.worker
        this.#brokeOff({
          kind: 'fault',
          fault: { code: 'worker.silent', workerId, withinMs: firstTokenMs },
        })
      },
      Math.max(0, left),
    )
  }

  /** One that never closes its stream is not waited for. */
  #awaitEnd(): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => {
      this.#finish()
      this.#exchange?.abort()
    }, endWithinMs)
  }
}

const senseless: Fault = {
  code: 'provider.refused',
  status: 502,
  detail: 'The worker sent something that is not a model’s answer.',
  type: 'server_error',
  errorCode: 'worker_bad_answer',
}

/** What a worker said inside its stream. */
function faultIn(data: string, { id: workerId }: RoutableWorker): Fault {
  try {
    const { error } = JSON.parse(Buffer.from(data, 'latin1').toString('utf8'))
    return {
      code: 'provider.refused',
      status: 502,
      detail: String(error?.message ?? error),
      type: String(error?.type ?? 'server_error'),
      errorCode: typeof error?.code === 'string' ? error.code : null,
    }
  } catch {
    return { code: 'worker.cut', workerId }
  }
}
