import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { type Dispatcher, Pool } from 'undici'
import type { Fault } from '#contract/fault'
import type { WorkerId } from '#contract/ids'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import { signatureHeader } from '#contract/wire/signature'
import type { AnswerSink, Exchange, ExchangeLimits, OutgoingRequest } from '../base/exchange.ts'
import type { Secret } from '../base/secret.ts'
import type { Signer } from './sign.ts'

const connectWithinMs = 3_000

/** How a worker knows that it is us. A plain server gets its own key, or nothing. */
export type Credentials =
  | { readonly kind: 'signed'; readonly signer: Signer }
  | { readonly kind: 'bearer'; readonly key: Secret }
  | { readonly kind: 'none' }

/**
 * HTTP to one worker over connections that are kept. It uses undici's `dispatch`, whose cost a
 * request is a ninth of `fetch`.
 */
export class WorkerConnection {
  readonly #workerId: WorkerId
  readonly #pool: Pool
  readonly #credentials: Credentials
  readonly #basePath: string

  constructor(workerId: WorkerId, url: string, credentials: Credentials) {
    const { origin, pathname } = new URL(url)
    this.#workerId = workerId
    this.#credentials = credentials
    this.#basePath = pathname.replace(/\/+$/, '')
    const connect = { timeout: connectWithinMs, lookup: safeLookup }
    this.#pool = new Pool(origin, { pipelining: 1, connect })
  }

  send(request: OutgoingRequest, limits: ExchangeLimits, sink: AnswerSink): Exchange {
    const path = this.#basePath + request.path
    const handler = new ExchangeHandler(this.#workerId, limits, sink)
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

/** A name may stand for an address that could not have been given as one. */
function safeLookup(
  hostname: string,
  options: LookupOptions,
  done: (error: Error | null, addresses: LookupAddress[] | string, family?: number) => void,
): void {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? []
    if (error || !first) done(error ?? new Error(`${hostname} has no address`), [])
    else if (found.some(({ address }) => isForbiddenAddress(address))) {
      done(new Error(`${hostname} stands for a link-local or metadata address`), [])
    } else if (options.all) done(null, found)
    else done(null, first.address, first.family)
  })
}

class ExchangeHandler implements Dispatcher.DispatchHandler, Exchange {
  readonly #workerId: WorkerId
  readonly #limits: ExchangeLimits
  readonly #sink: AnswerSink
  #controller: Dispatcher.DispatchController | null = null
  #hasEnded = false
  #hasHead = false

  constructor(workerId: WorkerId, limits: ExchangeLimits, sink: AnswerSink) {
    this.#workerId = workerId
    this.#limits = limits
    this.#sink = sink
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
    this.#sink.onFault(this.#faultOf(error))
  }

  #faultOf(error: Error): Fault {
    const workerId = this.#workerId
    const code = 'code' in error ? error.code : undefined
    if (code === 'UND_ERR_HEADERS_TIMEOUT')
      return { code: 'worker.silent', workerId, withinMs: this.#limits.headMs }
    if (code === 'UND_ERR_BODY_TIMEOUT')
      return { code: 'worker.silent', workerId, withinMs: this.#limits.pieceMs }
    if (this.#hasHead) return { code: 'worker.cut', workerId }
    return { code: 'worker.unreachable', workerId, detail: error.message }
  }
}
