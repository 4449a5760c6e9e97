import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'

/** How long, in milliseconds, a client may take, and how many may come at once. */
export interface ServerLimits {
  /** To send a head; a connection that says nothing counts as well. */
  readonly headMs: number
  /** To send a whole request. */
  readonly requestMs: number
  /** Between two requests on one connection. */
  readonly keepAliveMs: number
  /** Without reading any of what waits for it. */
  readonly stallMs: number
  readonly checkEveryMs: number
  readonly connections: number
}

export const usualLimits: ServerLimits = {
  headMs: 15_000,
  requestMs: 120_000,
  keepAliveMs: 30_000,
  stallMs: 120_000,
  checkEveryMs: 5_000,
  connections: 2_000,
}

/**
 * Node's HTTP server, so strict; `take` also gets what Node itself would answer. What is quiet for
 * too long is left to the connection watch.
 */
export function httpServer(
  limits: ServerLimits,
  take: RequestListener,
  mayUpgrade: (request: IncomingMessage) => boolean,
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: 0,
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: 16_384,
      insecureHTTPParser: false,
      // Looked at by us, who answer with more than an empty 400.
      requireHostHeader: false,
      noDelay: true,
      // Else Node would keep from `take` whoever offers HTTP/2 on the side.
      shouldUpgradeCallback: mayUpgrade,
    },
    take,
  )
  server.maxConnections = limits.connections
  server.timeout = 0
  server.on('checkContinue', take)
  server.on('checkExpectation', take)
  return server
}
