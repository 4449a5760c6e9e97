import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Span, Tracing } from '#contract/tracing'
import { readSignature, signatureHeader } from '#contract/wire/signature'
import { accessOf } from './access.ts'
import { BodyReader } from './body-reader.ts'
import { answerJson, type Exchange, type Route } from './exchange.ts'
import type { Log } from './log.ts'
import { requireJson } from './request-body.ts'
import { beginTrace, endTrace } from './request-trace.ts'
import type { SignatureGuard } from './signature-guard.ts'
import { internalFault, WireFault } from './wire-fault.ts'

export interface Endpoint {
  readonly method: 'GET' | 'POST'
  readonly route: Route
  /** An unsigned caller gets an answer too, a shorter one. */
  readonly isOpenToStrangers: boolean
}

interface Arrival {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly id: string
  readonly signal: AbortSignal
  readonly facts: Record<string, unknown>
  /** From the moment that it is let in, where requests are traced. */
  trace: Span | null
}

const nothing = new Uint8Array()

/** Takes each request to its endpoint and turns whatever is thrown there into one answer and one log line. */
export class Dispatcher {
  readonly #endpoints: ReadonlyMap<string, Endpoint>
  readonly #guard: SignatureGuard
  readonly #log: Log
  readonly #tracing: Tracing | null
  readonly #bodies = new BodyReader()
  readonly #underWay = new Set<AbortController>()

  constructor(
    endpoints: ReadonlyMap<string, Endpoint>,
    guard: SignatureGuard,
    log: Log,
    tracing: Tracing | null,
  ) {
    this.#endpoints = endpoints
    this.#guard = guard
    this.#log = log
    this.#tracing = tracing
  }

  /** Never rejects. */
  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now()
    const ended = new AbortController()
    this.#underWay.add(ended)
    const closed = new Promise<void>(resolve => response.once('close', () => resolve()))
    response.once('close', () => ended.abort(clientGone()))
    const arrival = {
      request,
      response,
      id: idOf(request),
      signal: ended.signal,
      facts: {},
      trace: null,
    }
    response.setHeader('x-request-id', arrival.id)
    try {
      await this.#answer(arrival)
    } catch (error) {
      this.#refuse(error, arrival)
    }
    await closed
    this.#underWay.delete(ended)
    this.#tell(arrival, startedAt)
    if (arrival.trace) endTrace(arrival.trace, arrival)
  }

  /** Ends everything that is under way, the model calls behind it included. */
  abortAll(reason: WireFault): void {
    for (const ended of this.#underWay) ended.abort(reason)
  }

  async #answer(arrival: Arrival): Promise<void> {
    const { request, response, id, signal, facts } = arrival
    const endpoint = this.#endpointOf(request)
    const access = accessOf(request, this.#guard, endpoint.isOpenToStrangers)
    const hasBody = endpoint.method === 'POST'
    if (hasBody) requireJson(request.headers)
    const body = hasBody ? await this.#bodies.read(request) : nothing
    const isTrusted = access.admit(body)
    if (this.#tracing && hasBody) arrival.trace = beginTrace(this.#tracing, request, id)
    const { trace } = arrival
    const note: Exchange['note'] = more => Object.assign(facts, more)
    await endpoint.route({ request, response, id, body, isTrusted, signal, trace, note })
  }

  #endpointOf(request: IncomingMessage): Endpoint {
    const path = pathOf(request)
    const endpoint = this.#endpoints.get(path)
    if (!endpoint) {
      const message = `There is nothing at ${path.slice(0, 200)}.`
      throw new WireFault({ status: 404, message, code: 'route_unknown' })
    }
    const allowed = endpoint.method === 'GET' ? ['GET', 'HEAD'] : ['POST']
    if (allowed.includes(request.method ?? '')) return endpoint
    const allow = allowed.join(', ')
    throw new WireFault({
      status: 405,
      message: `This address answers ${allow} only.`,
      code: 'wrong_method',
      headers: { allow },
    })
  }

  #refuse(error: unknown, arrival: Arrival): void {
    const { response, signal, facts } = arrival
    if (signal.aborted && response.closed) {
      facts['code'] = 'client_gone'
      return
    }
    const fault = error instanceof WireFault ? error : internalFault()
    if (fault !== error) this.#log.error('request failed', { id: arrival.id, error })
    else if (fault.cause) this.#log.debug('cause', { id: arrival.id, error: fault.cause })
    Object.assign(facts, { code: fault.code, message: fault.message })
    if (response.headersSent) {
      response.destroy()
      return
    }
    const wait = fault.retryAfterSeconds
    const retry = wait === null ? {} : { 'retry-after': String(wait) }
    answerJson(arrival, fault.wireError(), fault.status, { ...retry, ...fault.headers })
  }

  #tell({ request, response, id, facts }: Arrival, startedAt: number): void {
    const path = pathOf(request)
    const isGone = facts['code'] === 'client_gone'
    const status = isGone ? 499 : response.statusCode
    const ms = Math.round(performance.now() - startedAt)
    const line = { id, method: request.method, path, status, ms, ...facts }
    const brokeOff = status === 200 && 'code' in facts
    if (status >= 500 || brokeOff) this.#log.warn('request', line)
    else if (path === '/health' && status === 200) this.#log.debug('request', line)
    else this.#log.info('request', line)
  }
}

/** The caller's own, when it is a sane one; the root's comes with its signature. */
function idOf({ headers }: IncomingMessage): string {
  const signature = readSignature(headers[signatureHeader] ?? '')
  if (signature?.requestId) return signature.requestId
  const id = headers['x-request-id']
  return typeof id === 'string' && /^[\w.:-]{1,128}$/.test(id) ? id : randomUUID()
}

function pathOf({ url }: IncomingMessage): string {
  const [path = ''] = (url ?? '').split('?')
  return path.replace(/\/+$/, '') || '/'
}

function clientGone(): WireFault {
  return new WireFault({ status: 499, message: 'The client is gone.', code: 'client_gone' })
}
