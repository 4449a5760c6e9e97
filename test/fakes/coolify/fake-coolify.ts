import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { applicationRoutes } from './application-routes.ts'
import { type FakeAnswer, fakeRoutes } from './coolify-routes.ts'
import { CoolifyState } from './coolify-state.ts'
import { type SeenRequest, violationsOf } from './request-check.ts'

export const fakeToken = '1|a-token-of-this-fake-coolify'

const routes = Object.entries({ ...fakeRoutes, ...applicationRoutes }).map(([name, route]) => {
  const [method = '', path = ''] = name.split(' ')
  return { method, route, path, form: new RegExp(`^${path.replaceAll('*', '([\\w-]+)')}$`) }
})

/**
 * A Coolify on a loopback port with a clock that is moved by hand. Every request is held against
 * Coolify's own document; what is not in it is in `violations`, and is answered with 599.
 */
export class FakeCoolify {
  readonly state = new CoolifyState()
  readonly violations: string[] = []
  /** Method and path of each request that was answered. */
  readonly requests: string[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    server.on('request', async (request, response) => {
      const seen = await seenRequest(request)
      const { faults } = this.state
      if (faults.broken > 0) {
        faults.broken--
        response.destroy()
        return
      }
      const { status, body, headers = {} } = this.#answer(seen, request.headers.authorization)
      const isText = typeof body === 'string'
      response.writeHead(status, {
        'content-type': isText ? 'text/html; charset=UTF-8' : 'application/json',
        ...headers,
      })
      response.end(isText ? body : JSON.stringify(body))
    })
  }

  static async open(): Promise<FakeCoolify> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new FakeCoolify(server)
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo // sound: it listens on TCP
    return `http://127.0.0.1:${port}`
  }

  /** Those that change something. */
  get changes(): readonly string[] {
    return this.requests.filter(
      request => !/^GET |banyan-asks-what-it-may|^POST \/deploy\?uuid=banyan/.test(request),
    )
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise(resolve => this.#server.close(() => resolve()))
  }

  #answer(seen: SeenRequest, authorization: string | undefined): FakeAnswer {
    const { method, path, query } = seen
    const { faults } = this.state
    this.requests.push(`${method} ${path}${query.size > 0 ? `?${query}` : ''}`)
    const violations = violationsOf(seen)
    this.violations.push(...violations)
    if (violations.length > 0) return { status: 599, body: { message: violations.join(' ') } }
    if (faults.throttled > 0) {
      faults.throttled--
      const headers = { 'retry-after': '7' }
      return { status: 429, body: { message: 'Too Many Attempts.' }, headers }
    }
    if (authorization !== `Bearer ${fakeToken}`) {
      return { status: 401, body: { message: 'Unauthenticated.' } }
    }
    if (faults.forbidden) {
      const isOff = faults.forbidden === 'disabled'
      const message = isOff ? 'API is disabled.' : 'You are not allowed to access the API.'
      return { status: 403, body: { success: true, message } }
    }
    return this.#routed(seen)
  }

  #routed({ method, path, query, body }: SeenRequest): FakeAnswer {
    const { faults } = this.state
    const here = routes.filter(({ form }) => form.test(path))
    // A whole path goes before one with a place in it.
    const [found] = here
      .filter(each => each.method === method)
      .toSorted((a, b) => a.path.split('*').length - b.path.split('*').length)
    if (!found) return { status: 404, body: { message: 'Not found.' } }
    const isAction = found.route.ability === 'deploy'
    if (isAction && faults.actionsGone) {
      return { status: 405, body: { message: 'This endpoint has changed to a POST request.' } }
    }
    if (!faults.abilities.includes(found.route.ability)) {
      const message = `Missing required permissions: ${found.route.ability}`
      return { status: 403, body: { message } }
    }
    const uuids = found.form.exec(path)?.slice(1) ?? []
    return found.route.answer(this.state, { query, body, uuids })
  }
}

async function seenRequest(request: IncomingMessage): Promise<SeenRequest> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  const text = Buffer.concat(pieces).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://fake')
  return {
    method: request.method ?? '',
    path: url.pathname.replace(/^\/api\/v1/, ''),
    query: url.searchParams,
    contentType: request.headers['content-type'] ?? null,
    body: text === '' ? undefined : JSON.parse(text),
  }
}
