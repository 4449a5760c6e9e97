import type { Fault } from '#contract/fault'
import { refusedHeader } from '#contract/wire/signature'
import type {
  AnswerHeaders,
  AnswerSink,
  Exchange,
  ExchangeLimits,
  OutgoingRequest,
} from '../base/exchange.ts'
import type { RoutableWire, RoutableWorker, SlotLease } from './routable-worker.ts'
import { StreamTail } from './stream-tail.ts'

/** An answer that is an error; its body is short, and cut where it is not. */
interface FailedAnswer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: Buffer
}

/** Why an attempt came to nothing: a fault on the way, or an answer that another worker may better. */
export type AttemptFailure =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'answer'; readonly answer: FailedAnswer }

/** Who hears of attempts; each call names the one that it is about. */
export interface AttemptEvents {
  onHead(attempt: Attempt, status: number, headers: AnswerHeaders): void
  onData(attempt: Attempt, piece: Buffer): boolean
  onEnd(attempt: Attempt): void
  /** After the head was handed on; null when the stream simply ended too soon. */
  onCut(attempt: Attempt, fault: Fault | null): void
  /** Whether an answer that is an error is about something that we added ourselves. */
  isOurOwnDoing(status: number, body: Buffer): boolean
  /** Before anything was handed on: another worker may try. */
  onFailure(attempt: Attempt, failure: AttemptFailure): void
}

const mostErrorBytes = 65_536
/** A whole answer that is larger is handed on as it comes. */
const mostHeldBytes = 16_000_000

/**
 * One try at one worker. Holds the slot, and holds the head back until the first byte of a stream
 * or the last byte of a whole answer, so that whatever goes wrong before can be tried elsewhere.
 */
export class Attempt implements AnswerSink {
  readonly worker: RoutableWorker
  readonly #lease: SlotLease
  readonly #isStream: boolean
  readonly #events: AttemptEvents
  readonly #tail = new StreamTail()
  #exchange: Exchange | null = null
  #head: { readonly status: number; readonly headers: AnswerHeaders } | null = null
  #held: Buffer[] = []
  #heldBytes = 0
  #isCommitted = false

  /** Takes a slot of the worker. */
  constructor(worker: RoutableWorker, isStream: boolean, events: AttemptEvents) {
    this.worker = worker
    this.#lease = worker.load.take()
    this.#isStream = isStream
    this.#events = events
  }

  start(wire: RoutableWire, request: OutgoingRequest, limits: ExchangeLimits): void {
    this.#exchange = wire.send(request, limits, this)
  }

  resume(): void {
    this.#exchange?.resume()
  }

  abort(): void {
    this.#exchange?.abort()
    this.#lease.release('cancelled')
  }

  onHead(status: number, headers: AnswerHeaders): void {
    this.#head = { status, headers }
  }

  onData(piece: Buffer): boolean {
    if (this.#isCommitted) return this.#handOn(piece)
    if (this.#isStream && !this.#isError()) {
      this.#commit()
      return this.#handOn(piece)
    }
    return this.#hold(piece)
  }

  onEnd(): void {
    const { status, headers } = this.#head ?? { status: 502, headers: {} }
    if (!this.#isCommitted && this.#isWorthAnotherTry(status, headers)) {
      this.#lease.release('failed')
      this.#events.onFailure(this, {
        kind: 'answer',
        answer: { status, headers, body: Buffer.concat(this.#held) },
      })
      return
    }
    if (!this.#isCommitted) this.#commit()
    if (this.#isStream && status === 200 && !this.#tail.isEnd()) {
      this.#lease.release('failed')
      this.#events.onCut(this, null)
      return
    }
    this.#lease.release('served')
    this.#events.onEnd(this)
  }

  onFault(fault: Fault): void {
    this.#lease.release('failed')
    if (this.#isCommitted) this.#events.onCut(this, fault)
    else this.#events.onFailure(this, { kind: 'fault', fault })
  }

  #isWorthAnotherTry(status: number, headers: AnswerHeaders): boolean {
    if (saysMoreOfWorker(status, headers)) return true
    return this.#isError() && this.#events.isOurOwnDoing(status, Buffer.concat(this.#held))
  }

  #isError(): boolean {
    return this.#head !== null && this.#head.status >= 400
  }

  #hold(piece: Buffer): boolean {
    const most = this.#isError() ? mostErrorBytes : mostHeldBytes
    if (this.#heldBytes + piece.length <= most) {
      this.#held.push(piece)
      this.#heldBytes += piece.length
    } else if (!this.#isError()) {
      this.#commit()
      return this.#handOn(piece)
    }
    return true
  }

  #commit(): void {
    this.#isCommitted = true
    this.#lease.firstToken()
    if (this.#head) this.#events.onHead(this, this.#head.status, this.#head.headers)
    const held = this.#held
    this.#held = []
    for (const piece of held) this.#events.onData(this, piece)
  }

  #handOn(piece: Buffer): boolean {
    if (this.#isStream) this.#tail.push(piece)
    return this.#events.onData(this, piece)
  }
}

/** Of an answer's statuses, those that say more about the worker than about the request. */
function saysMoreOfWorker(status: number, headers: AnswerHeaders): boolean {
  return status >= 500 || status === 429 || headers[refusedHeader] !== undefined
}
