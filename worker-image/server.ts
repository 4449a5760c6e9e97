import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { FaultError } from '#contract/fault'
import type { Tracing } from '#contract/tracing'
import { capabilityPaths } from '#contract/wire/capability'
import { Dispatcher, type Endpoint } from './dispatcher.ts'
import type { Route } from './exchange.ts'
import type { Log } from './log.ts'
import { type DirectoryPace, ProviderDirectory, usualPace } from './providers/provider-directory.ts'
import { RootLink } from './root-link/root-link.ts'
import { chatRoute } from './routes/chat.ts'
import { embeddingsRoute } from './routes/embeddings.ts'
import { healthRoute } from './routes/health.ts'
import { imagesRoute } from './routes/images.ts'
import { modelsRoute } from './routes/models.ts'
import { stopping } from './routes/slotted.ts'
import type { WorkerSettings } from './settings.ts'
import { SignatureGuard } from './signature-guard.ts'
import { Slots } from './slots.ts'
import { followTlsFiles, type TlsPaths, tlsMaterial, tlsPaths } from './tls-files.ts'
import { version } from './version.ts'
import { VitalSigns } from './vital-signs.ts'

export interface RunningWorker {
  readonly port: number
  /** Finishes what is under way within the time, then cuts the rest short. */
  stop(withinMs: number): Promise<void>
}

/** How long what was cut short has to say so to its client. */
const lastWordsMs = 1_000

/** Resolves when the worker listens and knows its models, as far as they can be had. */
export async function startWorker(
  settings: WorkerSettings,
  log: Log,
  pace: DirectoryPace = usualPace,
  tracing: Tracing | null = null,
): Promise<RunningWorker> {
  let isDraining = false
  const slots = new Slots(settings.maxConcurrentRequests)
  const directory = new ProviderDirectory(settings, pace, log)
  const vitals = new VitalSigns()
  const parts = { settings, directory, slots, vitals, log, isDraining: () => isDraining }
  const endpoints = new Map<string, Endpoint>([
    ['/health', { method: 'GET', route: healthRoute(parts), isOpenToStrangers: true }],
    ['/v1/models', { method: 'GET', route: modelsRoute(directory), isOpenToStrangers: false }],
    [capabilityPaths.chat, post(chatRoute(parts))],
    [capabilityPaths.embeddings, post(embeddingsRoute(parts))],
    [capabilityPaths.images, post(imagesRoute(parts))],
  ])
  const secrets = [settings.secret, settings.previousSecret].filter(secret => secret !== null)
  const dispatcher = new Dispatcher(endpoints, new SignatureGuard(secrets), log, tracing)
  const { server, unfollow } = openServer(dispatcher, tlsPaths(settings), log)

  await directory.open()
  let port: number
  try {
    port = await listen(server, settings)
  } catch (error) {
    directory.close()
    unfollow()
    throw error
  }
  log.info('worker listening', {
    version,
    worker: settings.workerId,
    address: `${settings.host}:${port}`,
    signed: secrets.length > 0,
    tls: tlsPaths(settings) !== null,
    providers: directory.reports().map(report => report.name),
  })

  const { rootUrl } = settings
  const link = rootUrl === null ? null : new RootLink({ rootUrl, port, parts, log })
  link?.start()

  return {
    port,
    async stop(withinMs) {
      isDraining = true
      link?.drain()
      log.info('worker stopping', { inFlight: slots.taken, withinMs })
      await Promise.race([slots.idle(), pause(withinMs, undefined, { ref: false })])
      if (slots.taken > 0) {
        log.warn('requests cut short', { inFlight: slots.taken })
        dispatcher.abortAll(stopping())
      }
      await link?.leave()
      unfollow()
      await closeServer(server)
      directory.close()
      log.info('worker stopped')
    },
  }
}

function post(route: Route): Endpoint {
  return { method: 'POST', route, isOpenToStrangers: false }
}

const limits = {
  // The root keeps its connections; they outlast the pause between two health checks.
  keepAliveTimeout: 75_000,
  headersTimeout: 10_000,
  // For the request to arrive; the answer takes as long as it takes.
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
}

interface OpenedServer {
  readonly server: Server | SecureServer
  /** Ends what looks after its certificate. */
  readonly unfollow: () => void
}

function openServer(dispatcher: Dispatcher, tls: TlsPaths | null, log: Log): OpenedServer {
  if (!tls) return { server: handing(createServer(limits), dispatcher), unfollow() {} }
  const mutual = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: 10_000 }
  const server = createSecureServer({ ...limits, ...mutual, ...tlsMaterial(tls) })
  return { server: handing(server, dispatcher), unfollow: followTlsFiles(server, tls, log) }
}

function handing<S extends Server | SecureServer>(server: S, dispatcher: Dispatcher): S {
  server.maxConnections = 1024
  server.on('request', (request, response) => void dispatcher.handle(request, response))
  server.on('clientError', refuseUnreadable)
  return server
}

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // Who did not get through the handshake cannot read an answer.
  const isUnsecured = /^ERR_(SSL|TLS)/.test(error.code ?? '')
  if (error.code === 'ECONNRESET' || isUnsecured || !socket.writable) {
    socket.destroy()
    return
  }
  const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const status = isLate
    ? '408 Request Timeout'
    : isLarge
      ? '431 Headers Too Large'
      : '400 Bad Request'
  const message = `The request could not be read: ${status.slice(4).toLowerCase()}.`
  const body = JSON.stringify({
    error: { message, type: 'invalid_request_error', code: 'unreadable_request', param: null },
  })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function listen(server: Server | SecureServer, { host, port }: WorkerSettings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      const taken = { host, port, owner: null, isBanyan: false, freePort: null }
      reject(isTaken ? new FaultError({ code: 'port.taken', ...taken }) : error)
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port)) // sound: it listens on TCP
  })
}

async function closeServer(server: Server | SecureServer): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  const sweep = setInterval(() => server.closeIdleConnections(), 20)
  await Promise.race([closed, pause(lastWordsMs, undefined, { ref: false })])
  clearInterval(sweep)
  server.closeAllConnections()
  await closed
}
