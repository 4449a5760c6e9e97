import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { FaultError } from '#contract/fault'
import {
  isSignature,
  linesToSign,
  readSignature,
  type Signature,
  signatureHeader,
  signatureLifeMs,
} from '#contract/wire/signature'
import type { Secret } from '../base/secret.ts'
import type { Call } from './call.ts'
import { Nonces } from './nonces.ts'

const rememberedNonces = 100_000

/** Knows nodes by what they sign with the root secret, as the root node signs what it sends to them. */
export class NodeGuard {
  readonly #secret: Secret | null
  readonly #now: () => number
  readonly #nonces = new Nonces(signatureLifeMs, rememberedNonces)

  constructor(secret: Secret | null, now: () => number = Date.now) {
    this.#secret = secret
    this.#now = now
  }

  /** Whether it says so. Without a secret of ours nothing can be signed with it. */
  isSigned({ headers }: IncomingMessage): boolean {
    return this.#secret !== null && isSignature(headers[signatureHeader] ?? '')
  }

  /** The body, once it is sure that its signature is right; of an unsigned request, as the door let it in. */
  async body(call: Call): Promise<Buffer> {
    if (this.#secret === null || !this.isSigned(call.request)) return call.body()
    const signature = this.#claim(this.#secret, call.request)
    const body = await call.body()
    this.#verify(this.#secret, signature, call.request, body)
    return body
  }

  /** Refuses what no body could make right. */
  #claim(secret: Secret, { headers }: IncomingMessage): Signature {
    const signature = readSignature(headers[signatureHeader] ?? '')
    if (!signature) throw refused('The signature is malformed.')
    if (signature.keyId !== hash('sha256', secret.reveal()).slice(0, 8)) {
      throw refused('Node and root node have different secrets. Set one ROOT_NODE_SECRET on both.')
    }
    if (Math.abs(this.#now() - Number(signature.timestamp)) > signatureLifeMs) {
      throw refused('The clocks of node and root node differ by too much. Set both clocks.')
    }
    return signature
  }

  #verify(secret: Secret, signature: Signature, request: IncomingMessage, body: Buffer): void {
    const { timestamp, nonce, hmac } = signature
    const line = { method: request.method ?? '', path: request.url ?? '' }
    const wanted = createHmac('sha256', secret.reveal())
      .update(linesToSign({ ...line, ...signature }))
      .update(body)
      .digest()
    if (!timingSafeEqual(wanted, Buffer.from(hmac, 'hex'))) {
      throw refused('The signature does not fit the request.')
    }
    if (!this.#nonces.use(nonce, Number(timestamp), performance.now())) {
      throw refused('This signed request was sent before. Sign every request anew.')
    }
  }
}

function refused(detail: string): FaultError {
  return new FaultError({ code: 'signature.refused', detail })
}
