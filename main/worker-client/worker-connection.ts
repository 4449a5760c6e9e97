import { type Dispatcher, Pool } from 'undici'
import { type Fault, FaultError } from '#contract/fault'
import { type HostFault, isHostFault } from '#contract/host-fault'
import type { WorkerId } from '#contract/ids'
import { signatureHeader } from '#contract/wire/signature'
import type { AnswerSink, Exchange, ExchangeLimits, OutgoingRequest } from '../base/exchange.ts'
import { safeLookup } from '../base/safe-lookup.ts'
import type { Secret } from '../base/secret.ts'
import { type Dial, dialConnector } from './dial-connector.ts'
import { Signer } from './sign.ts'
import { type TlsWay, tlsConnector, tlsProblem } from './tls-connector.ts'

const connectWithinMs = 3_000
/** A channel through SSH costs a round trip to open: it is kept as long as the worker keeps it. */
const keptForMs = 70_000

/** How a worker knows that it is us. A plain server gets its own key, or nothing. */
export type Credentials =
  | { readonly kind: 'signed'; readonly signer: Signer }
  | { readonly kind: 'bearer'; readonly key: Secret }
  | { readonly kind: 'none' }

/** How a connection comes about; by TCP to the address itself where nothing else is said. */
export type WorkerWay =
  | { readonly kind: 'address' }
  | ({ readonly kind: 'tls' } & TlsWay)
  | {
      readonly kind: 'dial'
      readonly dial: Dial
      /** Told when a worker said nothing for too long: the way may be dead without a sign of it. */
      readonly onSilence: () => void
    }

const byAddress: WorkerWay = { kind: 'address' }

/**
 * HTTP to one worker over connections that are kept. It uses undici's `dispatch`, whose cost a
 * request is a ninth of `fetch`.
 */
export class WorkerConnection {
  readonly #workerId: WorkerId
  readonly #pool: Pool
  readonly #basePath: string
  readonly #onSilence: () => void
  #credentials: Credentials

  constructor(
    workerId: WorkerId,
    url: string,
    credentials: Credentials,
    way: WorkerWay = byAddress,
  ) {
    const { origin, pathname } = new URL(url)
    this.#workerId = workerId
    this.#credentials = credentials
    this.#basePath = pathname.replace(/\/+$/, '')
    this.#onSilence = way.kind === 'dial' ? way.onSilence : () => {}
    this.#pool = poolTo(origin, way)
  }

  /** Holds from the next request on; what is under way is not touched. */
  signWith(secret: Secret): void {
    this.#credentials = { kind: 'signed', signer: new Signer(secret) }
  }

  send(request: OutgoingRequest, limits: ExchangeLimits, sink: AnswerSink): Exchange {
    const path = this.#basePath + request.path
    const handler = new ExchangeHandler(this.#workerId, limits, sink, this.#onSilence)
    this.#pool.dispatch(
      {
        method: request.method,
        path,
        headers: this.#headers(request, path),
        body: request.body,
        headersTimeout: limits.headMs,
        bodyTimeout: limits.pieceMs,
      },
      handler,
    )
    return handler
  }

  /** Breaks off whatever is under way. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  /** Few: each costs both ends. A signature holds the id of the request as well. */
  #headers({ method, requestId, headers, body }: OutgoingRequest, path: string): string[] {
    const all = [...headers]
    if (body) all.push('content-type', 'application/json')
    if (this.#credentials.kind === 'signed') {
      all.push(signatureHeader, this.#credentials.signer.sign(method, path, requestId, body))
      return all
    }
    if (this.#credentials.kind === 'bearer') {
      all.push('authorization', `Bearer ${this.#credentials.key.reveal()}`)
    }
    if (requestId !== '') all.push('x-request-id', requestId)
    return all
  }
}

function poolTo(origin: string, way: WorkerWay): Pool {
  switch (way.kind) {
    case 'address':
      return new Pool(origin, {
        pipelining: 1,
        connect: { timeout: connectWithinMs, lookup: safeLookup },
      })
    // As many as there are requests, which the worker's slots bound: a cap would make the health
    // check wait behind long answers.
    case 'dial':
      return new Pool(origin, {
        pipelining: 1,
        keepAliveTimeout: keptForMs,
        connect: dialConnector(way.dial, connectWithinMs),
      })
    case 'tls':
      return new Pool(origin, {
        pipelining: 1,
        keepAliveTimeout: keptForMs,
        connect: tlsConnector(way, connectWithinMs),
      })
  }
}

class ExchangeHandler implements Dispatcher.DispatchHandler, Exchange {
  readonly #workerId: WorkerId
  readonly #limits: ExchangeLimits
  readonly #sink: AnswerSink
  readonly #onSilence: () => void
  #controller: Dispatcher.DispatchController | null = null
  #hasEnded = false
  #hasHead = false

  constructor(workerId: WorkerId, limits: ExchangeLimits, sink: AnswerSink, onSilence: () => void) {
    this.#workerId = workerId
    this.#limits = limits
    this.#sink = sink
    this.#onSilence = onSilence
  }

  resume(): void {
    this.#controller?.resume()
  }

  abort(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#controller?.abort(new Error('aborted'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#hasEnded) controller.abort(new Error('aborted'))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.#hasEnded || status < 200) return
    this.#hasHead = true
    this.#sink.onHead(status, headers)
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#hasEnded) return
    if (!this.#sink.onData(piece)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#sink.onEnd()
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    const fault = this.#faultOf(error)
    if (fault.code === 'worker.silent') this.#onSilence()
    this.#sink.onFault(fault)
  }

  #faultOf(error: Error): Fault {
    const workerId = this.#workerId
    const code = 'code' in error ? error.code : undefined
    if (code === 'UND_ERR_HEADERS_TIMEOUT')
      return { code: 'worker.silent', workerId, withinMs: this.#limits.headMs }
    if (code === 'UND_ERR_BODY_TIMEOUT')
      return { code: 'worker.silent', workerId, withinMs: this.#limits.pieceMs }
    if (this.#hasHead) return { code: 'worker.cut', workerId }
    const detail = tlsProblem(error)
    return { code: 'worker.unreachable', workerId, detail, ...wayProblem(error) }
  }
}

function wayProblem({ cause }: Error): { readonly way?: HostFault } {
  return cause instanceof FaultError && isHostFault(cause.fault) ? { way: cause.fault } : {}
}
