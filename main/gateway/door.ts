import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Fault } from '#contract/fault'
import type { RouteAccess } from './route.ts'

export interface DoorOptions {
  /** The address that the gateway listens on. */
  readonly host: string
  /** Further names of this computer, in lower case. */
  readonly names: readonly string[]
  /** Whether the owner's routes need the secret on loopback too, where any program of this computer can ask. */
  readonly asksOwnersAlways: boolean
  isListedOrigin(origin: string): boolean
  /** Null when the request holds the root secret. */
  secretRefusal(request: IncomingMessage): Fault | null
  /** Whether it claims to be signed with the root secret, which its route checks with the body. */
  isSigned(request: IncomingMessage): boolean
  /** Of a request that names an app of ours by its key; null when it names none. */
  appKey(request: IncomingMessage): 'good' | Fault | null
}

/**
 * Says who may come in. A page in the user's browser may not: its `Origin` is foreign, or its
 * `Host` is a name that was bent to this address (DNS rebinding). Past loopback, whoever asks
 * needs the root secret; so does a listed page that wants what is the owner's.
 */
export class Door {
  readonly #options: DoorOptions
  readonly #isLoopback: boolean
  readonly #names: ReadonlySet<string>
  /** The last one that was found to be ours: most callers use the same. */
  #knownHost = ''

  constructor(options: DoorOptions) {
    this.#options = options
    this.#isLoopback = isLoopback(options.host)
    this.#names = new Set([options.host, ...options.names])
  }

  /** Null when the request may pass. */
  refusal(request: IncomingMessage, access: RouteAccess): Fault | null {
    const { host = '', origin } = request.headers
    if (!this.#isOurHost(host)) {
      return {
        code: 'request.forbidden',
        detail:
          'This Host name is not ours. Use http://localhost or http://127.0.0.1, or list it in ALLOWED_HOSTS.',
      }
    }
    const isForeign = origin === undefined ? isForeignForm(request) : origin !== `http://${host}`
    if (isForeign && (origin === undefined || !this.#options.isListedOrigin(origin))) {
      return {
        code: 'request.forbidden',
        detail: 'Web pages of other origins are not let in, unless ALLOWED_ORIGINS lists them.',
      }
    }
    const isAsked = isForeign || this.#options.asksOwnersAlways
    const needsSecret = this.#isLoopback ? isAsked && isOwners(access) : access !== 'anyone'
    if (!needsSecret) return null
    if (access === 'node' && this.#options.isSigned(request)) return null
    const appKey = access === 'app' ? this.#options.appKey(request) : null
    if (appKey === null) return this.#options.secretRefusal(request)
    return appKey === 'good' ? null : appKey
  }

  /** Past loopback a bare address is ours too: rebinding takes a name. */
  #isOurHost(host: string): boolean {
    if (host !== '' && host === this.#knownHost) return true
    const name = hostnameOf(host)
    const isOurs =
      isLoopback(name) ||
      this.#names.has(name) ||
      (!this.#isLoopback && isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0)
    if (isOurs) this.#knownHost = host
    return isOurs
  }
}

function isOwners(access: RouteAccess): boolean {
  return access === 'owner' || access === 'node'
}

/** A page can change something without an `Origin` only where its browser is old or odd; the browser then says this much. */
function isForeignForm({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  const site = headers['sec-fetch-site']
  return site === 'cross-site' || site === 'same-site'
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
  )
}

function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}
