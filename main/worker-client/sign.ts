import { createHash, createHmac, randomBytes } from 'node:crypto'
import { signatureHeaders, textToSign } from '#contract/wire/signature'
import type { Secret } from '../base/secret.ts'

const hashOfNothing = createHash('sha256').digest('hex')

/** Signs as contract/wire/signature.ts says; made once for a secret. */
export class Signer {
  readonly #secret: string
  readonly #keyId: string
  readonly #noncePrefix = randomBytes(9).toString('base64url')
  #nonces = 0

  constructor(secret: Secret) {
    this.#secret = secret.reveal()
    this.#keyId = createHash('sha256').update(this.#secret).digest('hex').slice(0, 8)
  }

  /** The headers that go with the request. A nonce is never used twice: a random prefix and a count. */
  sign(method: string, path: string, body: Buffer | null): Record<string, string> {
    const timestamp = String(Date.now())
    const nonce = `${this.#noncePrefix}-${(this.#nonces++).toString(36)}`
    const bodyHash = body === null ? hashOfNothing : createHash('sha256').update(body).digest('hex')
    const text = textToSign({ method, path, timestamp, nonce, bodyHash })
    return {
      [signatureHeaders.keyId]: this.#keyId,
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.nonce]: nonce,
      [signatureHeaders.signature]: createHmac('sha256', this.#secret).update(text).digest('hex'),
    }
  }
}
