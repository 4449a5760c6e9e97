import { hash, randomBytes } from 'node:crypto'
import { signatureText, textToSign } from '#contract/wire/signature'
import type { Secret } from '../base/secret.ts'

const blockBytes = 64
/** Of UTF-8, for each unit of a string's length. */
const mostBytesACharacter = 3
const hashOfNothing = hash('sha256', '')

/**
 * Signs as contract/wire/signature.ts says; made once for a secret. HMAC is put together from
 * `hash` as RFC 2104 defines it: Node's Hmac objects cost more in garbage than in hashing.
 */
export class Signer {
  /** The inner key, and behind it room for what is signed. */
  #message: Buffer
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
    this.#message = Buffer.from(block.map(byte => byte ^ 0x36))
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
    const room = blockBytes + text.length * mostBytesACharacter
    if (this.#message.length < room) {
      this.#message = Buffer.concat([this.#message.subarray(0, blockBytes)], room)
    }
    const end = blockBytes + this.#message.write(text, blockBytes)
    const inner = hash('sha256', this.#message.subarray(0, end), 'buffer')
    this.#outer.set(inner, blockBytes)
    return hash('sha256', this.#outer)
  }
}
