import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import {
  isSignature,
  linesToSign,
  readSignature,
  refusedHeader,
  type Signature,
  signatureHeader,
  signatureLifeMs,
} from '#contract/wire/signature'
import { Nonces } from './nonces.ts'
import { keyIdOf } from './settings.ts'
import { WireFault } from './wire-fault.ts'

/** What a request says about its signature, plausible but not yet checked against the body. */
export interface SignatureClaim extends Signature {
  readonly secret: string
}

interface RequestLine {
  readonly method: string
  readonly path: string
}

const rememberedNonces = 100_000

/** Knows the secrets of this worker and tells whether a request was signed with one of them, once. */
export class SignatureGuard {
  readonly #secrets: ReadonlyMap<string, string>
  readonly #now: () => number
  readonly #nonces: Nonces

  constructor(secrets: readonly string[], now: () => number = Date.now) {
    this.#secrets = new Map(secrets.map(secret => [keyIdOf(secret), secret]))
    this.#now = now
    this.#nonces = new Nonces(signatureLifeMs, rememberedNonces, now())
  }

  get isOn(): boolean {
    return this.#secrets.size > 0
  }

  /** Null when the request carries no signature; refuses what no body could make right. */
  claim(headers: IncomingHttpHeaders): SignatureClaim | null {
    const text = headers[signatureHeader]
    if (text === undefined || !isSignature(text)) return null
    const signature = readSignature(text)
    if (!signature) throw refused('The signature is malformed.')
    const { keyId, timestamp } = signature
    const secret = this.#secrets.get(keyId)
    if (!secret) {
      throw refused(
        'This worker does not know the key id: root node and worker have different secrets. Set the same ROOT_NODE_SECRET on both.',
      )
    }
    const skewMs = Math.abs(this.#now() - Number(timestamp))
    if (skewMs > signatureLifeMs) {
      throw refused(
        `The clocks of root node and worker differ by ${Math.round(skewMs / 1000)} s; at most ${signatureLifeMs / 1000} s are allowed. Set both clocks.`,
      )
    }
    return { ...signature, secret }
  }

  verify(claim: SignatureClaim, { method, path }: RequestLine, body: Uint8Array): void {
    const { secret, timestamp, nonce, requestId } = claim
    const lines = linesToSign({ method, path, timestamp, nonce, requestId })
    const wanted = createHmac('sha256', secret).update(lines).update(body).digest()
    if (!timingSafeEqual(wanted, Buffer.from(claim.hmac, 'hex'))) {
      throw refused(
        'The signature does not fit the request: the secret differs, or something on the way changed the request.',
      )
    }
    // After the signature, so that only the root can fill the memory.
    if (!this.#nonces.use(nonce, Number(timestamp), this.#now())) {
      throw refused('This signed request was sent before. Sign every request anew.')
    }
  }
}

export function unsignedRefusal(): WireFault {
  return refused('This worker serves its root node only: sign the request.')
}

function refused(message: string): WireFault {
  return new WireFault({
    status: 401,
    message,
    code: 'signature_invalid',
    headers: { [refusedHeader]: 'signature' },
  })
}
