import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Fault } from '#contract/fault'
import type { Secret } from '../base/secret.ts'

const windowMs = 60_000
const mostFailures = 10
const mostAddresses = 10_000

interface Failures {
  readonly since: number
  count: number
}

/** Checks the root secret, and stops listening for a while to an address that guesses. */
export class SecretGuard {
  readonly #secret: Secret | null
  readonly #now: () => number
  readonly #failures = new Map<string, Failures>()

  constructor(secret: Secret | null, now: () => number = Date.now) {
    this.#secret = secret
    this.#now = now
  }

  /** Null when the secret is right. Asking without one is no guess. */
  refusal(request: IncomingMessage): Fault | null {
    const address = neighbourhood(request.socket.remoteAddress ?? '')
    const failures = this.#recent(address)
    // Whatever it holds: a right guess must not look different from a wrong one.
    if (failures && failures.count >= mostFailures) {
      return {
        code: 'request.too-many',
        detail: 'Too many wrong secrets came from your address.',
        retryAfterSeconds: Math.ceil((failures.since + windowMs - this.#now()) / 1000),
      }
    }
    const given = secretIn(request)
    if (given === undefined) return { code: 'secret.required' }
    if (this.#secret !== null && isSame(given, this.#secret.reveal())) {
      return null
    }
    this.#count(address, failures)
    return { code: 'secret.required' }
  }

  #recent(address: string): Failures | undefined {
    const failures = this.#failures.get(address)
    if (!failures || this.#now() < failures.since + windowMs) return failures
    this.#failures.delete(address)
    return undefined
  }

  /** The longest known address makes room: its minute is over first. */
  #count(address: string, failures: Failures | undefined): void {
    if (failures) {
      failures.count++
      return
    }
    const [oldest] = this.#failures.keys()
    if (this.#failures.size >= mostAddresses && oldest !== undefined) this.#failures.delete(oldest)
    this.#failures.set(address, { since: this.#now(), count: 1 })
  }
}

/** As OpenAI's clients send it, or Anthropic's. */
function secretIn({ headers }: IncomingMessage): string | undefined {
  const apiKey = headers['x-api-key']
  return (
    /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ??
    (typeof apiKey === 'string' ? apiKey : undefined)
  )
}

/** One household has 2^64 addresses of IPv6: they count as one. */
function neighbourhood(address: string): string {
  const isMapped = address.startsWith('::ffff:')
  return address.includes(':') && !isMapped ? address.split(':').slice(0, 4).join(':') : address
}

/** Compares hashes, whose length says nothing, in constant time. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(wanted))
}
