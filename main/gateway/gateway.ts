import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Fault, FaultError, faultText } from '#contract/fault'
import { actingAs } from '../base/actor.ts'
import { Bag } from '../base/bag.ts'
import type { Log } from '../base/log.ts'
import { BodyReader } from './body-reader.ts'
import { Call } from './call.ts'
import { ConnectionWatch } from './connection-watch.ts'
import type { CrossOrigin } from './cross-origin.ts'
import type { Door } from './door.ts'
import { httpServer, type ServerLimits, usualLimits } from './http-server.ts'
import { portTaken } from './port-owner.ts'
import { RefusalLog } from './refusal-log.ts'
import { headFault, unacceptable } from './request-head.ts'
import { type Found, type Route, RouteTable } from './route.ts'
import { endWith, type ParserError, unreadableFault } from './unreadable.ts'

/** What is behind the one address that opens as a WebSocket. */
export interface SocketRoute {
  readonly path: string
  /** Takes the connection over, unless there is a fault to tell. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): Fault | null
  close(): void
}

export interface GatewayOptions {
  readonly webSocket?: SocketRoute
  readonly routes: readonly Route[]
  readonly door: Door
  readonly crossOrigin: CrossOrigin
  readonly log: Log
  readonly limits?: ServerLimits
  /** Hears of each request for what is the owner's that the door turned away. */
  readonly onOwnerRefused?: (refusal: OwnerRefusal) => void
}

export interface OwnerRefusal {
  readonly fault: Fault['code']
  readonly route: Route
  readonly request: IncomingMessage
}

/** The HTTP server on localhost: lets in, finds the route, and answers for what goes wrong. */
export class Gateway {
  readonly #table: RouteTable
  readonly #door: Door
  readonly #crossOrigin: CrossOrigin
  readonly #webSocket: SocketRoute | null
  readonly #log: Log
  readonly #refusals: RefusalLog
  readonly #onOwnerRefused: NonNullable<GatewayOptions['onOwnerRefused']>
  readonly #bodies = new BodyReader()
  readonly #server: Server
  readonly #connections: ConnectionWatch
  readonly #idPrefix = `req-${randomBytes(6).toString('hex')}`
  readonly #open = new Bag<Call>()
  /** Connections whose bytes make no sense any more, however many more of them arrive. */
  readonly #givenUp = new WeakSet<Duplex>()
  #calls = 0
  #isStopping = false
  #onIdle: (() => void) | null = null

  constructor(options: GatewayOptions) {
    const { routes, door, crossOrigin, webSocket, log, limits = usualLimits } = options
    this.#webSocket = webSocket ?? null
    this.#table = new RouteTable(routes)
    this.#door = door
    this.#crossOrigin = crossOrigin
    this.#log = log
    this.#onOwnerRefused = options.onOwnerRefused ?? (() => {})
    this.#refusals = new RefusalLog(log)
    this.#connections = new ConnectionWatch(limits, socket => this.#callsOn(socket).length > 0)
    this.#server = httpServer(
      limits,
      (request, response) => this.#take(request, response),
      request => this.#isForWebSocket(request),
    )
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    this.#server.on('connect', (_request, socket) => {
      this.#end(socket, { code: 'route.wrong-method', allow: ['GET', 'HEAD', 'POST'] })
    })
    this.#server.on('clientError', (error: ParserError, socket) => this.#unreadable(error, socket))
    this.#server.on('connection', socket => this.#connections.add(socket))
    this.#server.on('drop', () => this.#refusals.note('connections', {}))
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
    this.#connections.start()
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : port
  }

  get openCalls(): number {
    return this.#open.size
  }

  /** Takes nothing new, and waits for what is under way; after the grace it is broken off. */
  async close(graceMs: number): Promise<void> {
    this.#isStopping = true
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    this.#webSocket?.close()
    this.#server.closeIdleConnections()
    if (this.#open.size > 0) await this.#idleWithin(graceMs)
    this.#server.closeAllConnections()
    await closed
    this.#connections.stop()
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
    const wrong = headFault(request)
    const call = new Call(request, response, this.#requestId(request), this.#bodies)
    this.#open.add(call)
    response.on('close', () => {
      this.#open.remove(call)
      call.closed()
      if (this.#open.size === 0) this.#onIdle?.()
    })
    if (this.#isStopping) {
      call.refuse({ code: 'root.stopping' }, { connection: 'close' })
      return
    }
    // Where one request ends and the next begins is not sure any more.
    if (wrong) {
      this.#refuse(call, wrong, { connection: 'close' })
      return
    }
    const { origin } = request.headers
    if (origin !== undefined) this.#crossOrigin.mark(origin, response)
    const found = this.#table.find(request.method ?? 'GET', call.path)
    const access = found.kind === 'route' ? found.route.access : 'anyone'
    const refusal = this.#door.refusal(request, access)
    if (refusal) this.#turnAway(call, refusal, found)
    else if (request.method === 'OPTIONS') this.#sayWhatIsAllowed(call, found)
    else if (found.kind === 'route') this.#handle(found.route, call)
    else if (found.kind === 'unknown')
      this.#refuse(call, { code: 'route.unknown', path: call.path })
    else this.#refuse(call, { code: 'route.wrong-method', allow: found.allow })
  }

  #turnAway(call: Call, fault: Fault, found: Found): void {
    if (found.kind === 'route' && found.route.access === 'owner') {
      this.#onOwnerRefused({ fault: fault.code, route: found.route, request: call.request })
    }
    this.#refuse(call, fault)
  }

  #isForWebSocket({ url = '', headers }: IncomingMessage): boolean {
    const path = url.replace(/\?.*$/, '').replace(/\/$/, '')
    return headers.upgrade?.toLowerCase() === 'websocket' && path === this.#webSocket?.path
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const fault = this.#isStopping
      ? ({ code: 'root.stopping' } as const)
      : (headFault(request) ?? this.#door.refusal(request, 'owner'))
    // An older Node brings whatever wants an upgrade.
    const isOurs = this.#webSocket !== null && this.#isForWebSocket(request)
    const refusal = isOurs
      ? (fault ?? this.#webSocket.open(request, socket, head))
      : unacceptable(426, 'Only /ws opens as a WebSocket.')
    if (refusal) this.#end(socket, refusal)
  }

  #handle(route: Route, call: Call): void {
    const handle = () => route.handle(call)
    try {
      const handled = route.access === 'owner' ? actingAs('owner', handle) : handle()
      handled?.catch(error => this.#failed(route, call, error))
    } catch (error) {
      this.#failed(route, call, error)
    }
  }

  #failed(route: Route, call: Call, error: unknown): void {
    if (error instanceof FaultError) {
      this.#refuse(call, error.fault, {}, route)
      return
    }
    this.#log.error('request failed inside', {
      requestId: call.requestId,
      route: route.path,
      cause: error,
    })
    call.refuse({ code: 'internal' })
  }

  #refuse(
    call: Call,
    fault: Fault,
    headers: Readonly<Record<string, string>> = {},
    route: Route | null = null,
  ): void {
    const { request } = call
    if (isOfTheRequest(fault)) {
      this.#refusals.note(fault.code, {
        requestId: call.requestId,
        from: request.socket.remoteAddress,
        // Of the path only what we gave a name: the rest is the client's own affair.
        ...(route ? { route: route.path } : {}),
      })
    }
    // A body that was not asked for may still come, or not: the connection is of no more use.
    const isUnasked = request.headers.expect !== undefined && !request.complete
    call.refuse(fault, isUnasked ? { ...headers, connection: 'close' } : headers)
  }

  #sayWhatIsAllowed(call: Call, found: Found): void {
    if (found.kind === 'unknown' && call.path !== '*') {
      this.#refuse(call, { code: 'route.unknown', path: call.path })
      return
    }
    const methods = found.kind === 'wrong-method' ? found.allow : ['GET', 'HEAD', 'POST']
    const allow = [...methods, 'OPTIONS']
    call.head(204, { allow: allow.join(', '), ...this.#crossOrigin.leave(call.request, allow) })
    call.response.end()
  }

  /** Bytes that are no request, or stopped being one in the middle of a body. */
  #unreadable(error: ParserError, socket: Duplex): void {
    if (this.#givenUp.has(socket)) return
    this.#givenUp.add(socket)
    const fault = unreadableFault(error)
    // Not one word was said: a browser that connected in advance expects none either.
    const isSilent = 'bytesRead' in socket && socket.bytesRead === 0
    if (fault === null || isSilent || !socket.writable) {
      socket.destroy()
      return
    }
    const waiting = this.#callsOn(socket)
    const broken = waiting.find(call => !call.request.complete)
    if (broken) {
      this.#refuse(broken, fault, { connection: 'close' })
      return
    }
    // What was asked before is answered before.
    let ahead = waiting.length
    if (ahead === 0) this.#end(socket, fault)
    for (const { response } of waiting) {
      response.once('close', () => {
        if (--ahead === 0) this.#end(socket, fault)
      })
    }
  }

  #callsOn(socket: Duplex): readonly Call[] {
    return this.#open.members().filter(call => call.request.socket === socket)
  }

  #end(socket: Duplex, fault: Fault): void {
    const from = 'remoteAddress' in socket ? socket.remoteAddress : undefined
    this.#refusals.note(fault.code, { from, detail: faultText(fault) })
    endWith(socket, fault, this.#newId())
  }

  /** The caller's own, when it is short and plain. */
  #requestId(request: IncomingMessage): string {
    const given = request.headers['x-request-id']
    return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : this.#newId()
  }

  #newId(): string {
    return `${this.#idPrefix}-${(this.#calls++).toString(36)}`
  }
}

/** The others are the worker's or the root's, and were logged where they came up. */
function isOfTheRequest({ code }: Fault): boolean {
  return code !== 'request.cancelled' && /^(request|route|secret|signature|app\.key)[.-]/.test(code)
}
