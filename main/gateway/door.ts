import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Fault } from '#contract/fault'
import type { Secret } from '../base/secret.ts'
import type { RouteAccess } from './route.ts'

export interface DoorOptions {
  /** The address that the gateway listens on. */
  readonly host: string
  readonly secret: Secret | null
  /** Opens routes for apps beyond loopback; null when the request has no key of an app at all. */
  readonly appKey?: (request: IncomingMessage) => 'good' | Fault | null
}

/**
 * Says who may come in. A page in the user's browser may not: its `Origin` is foreign, or its
 * `Host` is a name that was bent to this address (DNS rebinding). Past loopback, whoever asks
 * needs the root secret.
 */
export class Door {
  readonly #isLoopback: boolean
  readonly #host: string
  readonly #secret: Secret | null
  readonly #appKey: (request: IncomingMessage) => 'good' | Fault | null

  constructor({ host, secret, appKey = () => null }: DoorOptions) {
    this.#host = host
    this.#isLoopback = isLoopback(host)
    this.#secret = secret
    this.#appKey = appKey
  }

  /** Null when the request may pass. */
  refusal(request: IncomingMessage, access: RouteAccess): Fault | null {
    const { host, origin } = request.headers
    if (this.#isLoopback && !this.#isOurName(hostnameOf(host ?? ''))) {
      return {
        code: 'request.forbidden',
        detail: 'This Host name is not ours. Use http://localhost or http://127.0.0.1.',
      }
    }
    if (origin !== undefined && !this.#isOurOrigin(origin, host)) {
      return { code: 'request.forbidden', detail: 'Web pages of other origins are not let in.' }
    }
    if (this.#isLoopback || access === 'anyone' || this.#hasSecret(request)) return null
    const appKey = access === 'app' ? this.#appKey(request) : null
    return appKey === 'good' ? null : (appKey ?? { code: 'secret.required' })
  }

  #isOurName(hostname: string): boolean {
    return isLoopback(hostname) || hostname === this.#host
  }

  #isOurOrigin(origin: string, host: string | undefined): boolean {
    return URL.canParse(origin) && host !== undefined && origin === `http://${host}`
  }

  #hasSecret(request: IncomingMessage): boolean {
    const { authorization } = request.headers
    const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
    return given !== undefined && this.#secret !== null && isSame(given, this.#secret.reveal())
  }
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
  )
}

function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

/** Compares hashes, whose length says nothing, in constant time. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(wanted))
}
