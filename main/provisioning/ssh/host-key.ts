import { createHash } from 'node:crypto'
import type { HostKey } from '#contract/model/host'

/** `SHA256:` and 43 characters, as OpenSSH shows it; of a key in base64 or in bytes. */
export function fingerprintOf(blob: string | Buffer): string {
  const bytes = typeof blob === 'string' ? Buffer.from(blob, 'base64') : blob
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`
}

/** A public key as it comes over the wire; it begins with its type. */
export function hostKeyOf(bytes: Buffer): HostKey {
  const length = bytes.length < 4 ? 0 : bytes.readUInt32BE(0)
  const type = bytes.toString('latin1', 4, 4 + Math.min(length, 64))
  return {
    type: /^[\w@.-]+$/.test(type) ? type : 'unknown',
    fingerprint: fingerprintOf(bytes),
    blob: bytes.toString('base64'),
  }
}
