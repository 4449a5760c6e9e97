import { hash, randomBytes } from 'node:crypto'
import { signatureText, textToSign } from '#contract/wire/signature'
import type { Secret } from '../base/secret.ts'

const blockBytes = 64
const hashOfNothing = hash('sha256', '')

/**
 * Signs as contract/wire/signature.ts says; made once for a secret. HMAC is put together from
 * `hash` as RFC 2104 defines it: Node's Hmac objects cost more in garbage than in hashing.
 */
export class Signer {
  readonly #inner: Buffer
  readonly #outer: Buffer
  readonly #keyId: string
  readonly #noncePrefix = randomBytes(9).toString('base64url')
  #nonces = 0

  constructor(secret: Secret) {
    const text = secret.reveal()
    const key = Buffer.from(text)
    const block = Buffer.alloc(blockBytes)
    if (key.length > blockBytes) block.set(hash('sha256', key, 'buffer'))
    else block.set(key)
    this.#inner = block.map(byte => byte ^ 0x36) as Buffer // sound: a Buffer maps to a Buffer
    this.#outer = Buffer.concat([block.map(byte => byte ^ 0x5c), Buffer.alloc(32)])
    this.#keyId = hash('sha256', text).slice(0, 8)
  }

  /** The header that goes with the request. A nonce is never used twice: a random prefix and a count. */
  sign(method: string, path: string, body: Buffer | null): string {
    const timestamp = String(Date.now())
    const nonce = `${this.#noncePrefix}-${(this.#nonces++).toString(36)}`
    const bodyHash = body === null ? hashOfNothing : hash('sha256', body)
    const hmac = this.#hmac(textToSign({ method, path, timestamp, nonce, bodyHash }))
    return signatureText({ keyId: this.#keyId, timestamp, nonce, hmac })
  }

  #hmac(text: string): string {
    const inner = hash('sha256', Buffer.concat([this.#inner, Buffer.from(text)]), 'buffer')
    this.#outer.set(inner, blockBytes)
    return hash('sha256', this.#outer)
  }
}
