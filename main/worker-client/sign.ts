import { createHmac, hash, randomBytes } from 'node:crypto'
import { linesToSign, signatureText } from '#contract/wire/signature'
import type { Secret } from '../base/secret.ts'

const blockBytes = 64
/** Lines and body together: with more, hashing costs so much that copying and garbage do not count. */
const roomBytes = 65_536

/**
 * Signs as contract/wire/signature.ts says; made once for a secret. HMAC is put together from
 * `hash` as RFC 2104 defines it: Node's Hmac objects cost more in garbage than in hashing.
 */
export class Signer {
  readonly #secret: Secret
  /** The inner key, and behind it room for what is signed. */
  readonly #message = Buffer.alloc(blockBytes + roomBytes)
  readonly #outer = Buffer.alloc(blockBytes + 32)
  readonly #keyId: string
  readonly #noncePrefix = randomBytes(9).toString('base64url')
  #nonces = 0

  constructor(secret: Secret) {
    this.#secret = secret
    const text = secret.reveal()
    const key = Buffer.from(text)
    const block = Buffer.alloc(blockBytes)
    block.set(key.length > blockBytes ? hash('sha256', key, 'buffer') : key)
    this.#message.set(block.map(byte => byte ^ 0x36))
    this.#outer.set(block.map(byte => byte ^ 0x5c))
    this.#keyId = hash('sha256', text).slice(0, 8)
  }

  /** The header that goes with the request. A nonce is never used twice: a random prefix and a count. */
  sign(method: string, path: string, requestId: string, body: Buffer | null): string {
    const timestamp = String(Date.now())
    const nonce = `${this.#noncePrefix}-${(this.#nonces++).toString(36)}`
    const lines = linesToSign({ method, path, timestamp, nonce, requestId })
    const hmac = this.#hmac(lines, body ?? noBody)
    return signatureText({ keyId: this.#keyId, timestamp, nonce, requestId, hmac })
  }

  #hmac(lines: string, body: Buffer): string {
    // UTF-8 takes up to three bytes for each unit of a string's length.
    if (lines.length * 3 + body.length > roomBytes) {
      return createHmac('sha256', this.#secret.reveal()).update(lines).update(body).digest('hex')
    }
    const bodyAt = blockBytes + this.#message.write(lines, blockBytes)
    this.#message.set(body, bodyAt)
    // As a string: the memory of a buffer costs more than its 32 bytes are worth.
    const inner = hash('sha256', this.#message.subarray(0, bodyAt + body.length), 'binary')
    this.#outer.write(inner, blockBytes, 'latin1')
    return hash('sha256', this.#outer)
  }
}

const noBody = Buffer.alloc(0)
