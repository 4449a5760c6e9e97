/**
 * How root and worker sign a request: HMAC-SHA256, in hex, under the root secret, of the lines
 * below with the body behind them, byte for byte. The key id is the first 8 hex digits of the secret's SHA-256, so that a worker may
 * hold two secrets while one replaces the other.
 */
export const signatureHeader = 'authorization'
/** Our own scheme of that header: `Banyan k=<key id>,t=<time>,n=<nonce>,r=<request id>,v1=<HMAC>`. */
const scheme = 'Banyan '

/** A signature older or younger than this is refused; a nonce is remembered for twice as long. */
export const signatureLifeMs = 300_000

/** Sent by a worker that refused the signature, so that it is not mistaken for a provider's 401. */
export const refusedHeader = 'x-banyan-refused'

export interface SignedParts {
  readonly method: string
  /** Path and query, as they stand on the request line. */
  readonly path: string
  /** Milliseconds since 1970, in decimal. */
  readonly timestamp: string
  readonly nonce: string
  /** Empty where there is none. */
  readonly requestId: string
}

/** No part has a line feed in it, so that the body cannot be taken for one. */
export function linesToSign(parts: SignedParts): string {
  const { method, path, timestamp, nonce, requestId } = parts
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${requestId}\n`
}

/** What the header says. */
export interface Signature {
  readonly keyId: string
  readonly timestamp: string
  readonly nonce: string
  readonly requestId: string
  readonly hmac: string
}

export function signatureText({ keyId, timestamp, nonce, requestId, hmac }: Signature): string {
  return `${scheme}k=${keyId},t=${timestamp},n=${nonce},r=${requestId},v1=${hmac}`
}

/** Whether a header's value means to be a signature. */
export function isSignature(text: string): boolean {
  return text.startsWith(scheme)
}

/** Null when it is malformed. */
export function readSignature(text: string): Signature | null {
  const form =
    /^Banyan k=([0-9a-f]{8}),t=(\d{1,15}),n=([\w-]{8,128}),r=([\w.:-]{0,128}),v1=([0-9a-f]{64})$/
  const [, keyId, timestamp, nonce, requestId = '', hmac] = form.exec(text) ?? []
  return keyId && timestamp && nonce && hmac ? { keyId, timestamp, nonce, requestId, hmac } : null
}
