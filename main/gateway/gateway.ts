import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { FaultError } from '#contract/fault'
import type { Log } from '../base/log.ts'
import { Call } from './call.ts'
import type { Door } from './door.ts'
import { portTaken } from './port-owner.ts'
import { type Route, RouteTable } from './route.ts'

/** A client that takes longer to send its head or its whole request is cut off. */
const headWithinMs = 15_000
const requestWithinMs = 120_000
const keepAliveMs = 30_000

export interface GatewayOptions {
  readonly routes: readonly Route[]
  readonly door: Door
  readonly log: Log
}

/** The HTTP server on localhost: lets in, finds the route, and answers for what goes wrong. */
export class Gateway {
  readonly #table: RouteTable
  readonly #door: Door
  readonly #log: Log
  readonly #server: Server
  readonly #idPrefix = `req-${randomBytes(6).toString('hex')}`
  #calls = 0
  #open = 0
  #isStopping = false
  #onIdle: (() => void) | null = null

  constructor({ routes, door, log }: GatewayOptions) {
    this.#table = new RouteTable(routes)
    this.#door = door
    this.#log = log
    this.#server = createServer(
      {
        headersTimeout: headWithinMs,
        requestTimeout: requestWithinMs,
        keepAliveTimeout: keepAliveMs,
        connectionsCheckingInterval: 5_000,
        noDelay: true,
      },
      (request, response) => this.#take(request, response),
    )
  }

  /** Resolves to the port; FaultError `port.taken` says by whom. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject)
        resolve()
      })
    }).catch(async (error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new FaultError(await portTaken(host, port)) : error
    })
    this.#server.on('error', cause => this.#log.error('gateway error', { cause }))
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : port
  }

  get openCalls(): number {
    return this.#open
  }

  /** Takes nothing new, and waits for what is under way; after the grace it is broken off. */
  async close(graceMs: number): Promise<void> {
    this.#isStopping = true
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    this.#server.closeIdleConnections()
    if (this.#open > 0) await this.#idleWithin(graceMs)
    this.#server.closeAllConnections()
    await closed
  }

  #idleWithin(graceMs: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, graceMs)
      this.#onIdle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const call = new Call(request, response, this.#requestId(request))
    this.#open++
    response.once('close', () => {
      this.#open--
      if (this.#open === 0) this.#onIdle?.()
    })
    if (this.#isStopping) {
      call.refuse({ code: 'root.stopping' }, { connection: 'close' })
      return
    }
    const found = this.#table.find(request.method ?? 'GET', call.path)
    const access = found.kind === 'route' ? found.route.access : 'anyone'
    const refusal = this.#door.refusal(request, access)
    if (refusal) call.refuse(refusal)
    else if (found.kind === 'unknown') call.refuse({ code: 'route.unknown', path: call.path })
    else if (found.kind === 'wrong-method') {
      call.refuse({ code: 'route.wrong-method', allow: found.allow })
    } else void this.#handle(found.route, call)
  }

  async #handle(route: Route, call: Call): Promise<void> {
    try {
      await route.handle(call)
    } catch (error) {
      if (error instanceof FaultError) {
        call.refuse(error.fault)
        return
      }
      this.#log.error('request failed inside', {
        requestId: call.requestId,
        path: call.path,
        cause: error,
      })
      call.refuse({ code: 'internal' })
    }
  }

  /** The caller's own, when it is short and plain. */
  #requestId(request: IncomingMessage): string {
    const given = request.headers['x-request-id']
    return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given)
      ? given
      : `${this.#idPrefix}-${(this.#calls++).toString(36)}`
  }
}
