import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a page may read of an answer beside its body. */
const exposed = [
  'x-request-id',
  'request-id',
  ...['worker', 'attempts', 'strategy', 'cache'].map(name => `x-banyan-${name}`),
  'retry-after',
  'x-should-retry',
  ...['requests', 'tokens'].flatMap(what =>
    ['limit', 'remaining', 'reset'].map(name => `x-ratelimit-${name}-${what}`),
  ),
].join(', ')

/** For how long a browser need not ask again. */
const askAgainSeconds = 600

/** Lets the pages of listed origins read answers (CORS). An origin is named, never `*`. */
export class CrossOrigin {
  readonly #allowed: ReadonlySet<string>

  constructor(allowedOrigins: readonly string[]) {
    this.#allowed = new Set(allowedOrigins)
  }

  allows(origin: string): boolean {
    return this.#allowed.has(origin.toLowerCase())
  }

  /** Put on the answer before it begins, for refusals too: a page shall see why. */
  mark(origin: string, response: ServerResponse): void {
    response.setHeader('vary', 'origin')
    if (!this.allows(origin)) return
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', exposed)
  }

  /** The headers that answer a browser which asks before it sends (a preflight). */
  leave(request: IncomingMessage, methods: readonly string[]): Record<string, string> {
    const { headers } = request
    if (headers.origin === undefined || !this.allows(headers.origin)) return {}
    const wanted = headers['access-control-request-headers']
    const isSane = wanted !== undefined && /^[\w-]+( ?, ?[\w-]+)*$/.test(wanted)
    return {
      'access-control-allow-methods': methods.join(', '),
      ...(isSane ? { 'access-control-allow-headers': wanted } : {}),
      'access-control-max-age': String(askAgainSeconds),
      ...(headers['access-control-request-private-network'] === 'true'
        ? { 'access-control-allow-private-network': 'true' }
        : {}),
    }
  }
}
