import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { isIP } from 'node:net'
import * as der from './der.ts'

/** What a certificate may be used for. */
export type CertificateUse =
  | { readonly kind: 'authority' }
  | { readonly kind: 'client' }
  /** The names and addresses that it stands for. */
  | { readonly kind: 'server'; readonly names: readonly string[] }

export interface CertificateWish {
  readonly subject: string
  readonly use: CertificateUse
  readonly validFrom: Date
  readonly validUntil: Date
}

/** A certificate with its private key, in PEM. */
export interface CertifiedKey {
  readonly certificate: string
  readonly key: string
}

/** Who signs: an authority, by its name and key. */
interface Issuer {
  readonly subject: string
  /** PEM. */
  readonly key: string
}

const ecdsaWithSha256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'))

/** A new ECDSA key on P-256 with a certificate (RFC 5280) by the issuer, or by itself. */
export function certifiedKey(wish: CertificateWish, issuer: Issuer | null): CertifiedKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const signer = issuer ? createPrivateKey(issuer.key) : privateKey
  const body = der.sequence(
    der.field(0, der.integer(Buffer.of(2))),
    der.integer(serialNumber()),
    ecdsaWithSha256,
    commonName(issuer?.subject ?? wish.subject),
    der.sequence(der.time(wish.validFrom), der.time(wish.validUntil)),
    commonName(wish.subject),
    spki(publicKey),
    der.field(3, der.sequence(...extensions(wish.use, publicKey, createPublicKey(signer)))),
  )
  const signature = sign('sha256', body, signer)
  const whole = der.sequence(body, ecdsaWithSha256, der.bits(signature))
  return {
    certificate: pem('CERTIFICATE', whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function extensions(use: CertificateUse, own: KeyObject, issuers: KeyObject): readonly der.Der[] {
  const isAuthority = use.kind === 'authority'
  const basicConstraints = isAuthority
    ? der.sequence(der.yes, der.integer(Buffer.of(0)))
    : der.sequence()
  // Signs certificates and lists of revoked ones; signs.
  const keyUsage = isAuthority ? der.bits(Buffer.of(0x06), 1) : der.bits(Buffer.of(0x80), 7)
  const all = [
    extension('2.5.29.19', basicConstraints, { isCritical: true }),
    extension('2.5.29.15', keyUsage, { isCritical: true }),
    extension('2.5.29.14', der.octets(keyName(own))),
    extension('2.5.29.35', der.sequence(der.bareField(0, keyName(issuers)))),
  ]
  if (isAuthority) return all
  // So that no worker can pass itself off as the root node with its own certificate.
  const purpose = use.kind === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2'
  all.push(extension('2.5.29.37', der.sequence(der.objectId(purpose))))
  if (use.kind === 'server') {
    all.push(extension('2.5.29.17', der.sequence(...use.names.map(alternativeName))))
  }
  return all
}

function extension(id: string, value: der.Der, { isCritical = false } = {}): der.Der {
  const parts = isCritical ? [der.yes] : []
  return der.sequence(der.objectId(id), ...parts, der.octets(value))
}

function alternativeName(name: string): der.Der {
  return isIP(name) === 0
    ? der.bareField(2, Buffer.from(name, 'latin1'))
    : der.bareField(7, addressBytes(name))
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  // The URL parser writes IPv4 at the end in the usual form; what is left are groups and one gap.
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before = '', after = ''] = text.split('::')
  const head = groups(before)
  const tail = groups(after)
  const gap = Array<number>(8 - head.length - tail.length).fill(0)
  return Buffer.from([...head, ...gap, ...tail].flatMap(group => [group >> 8, group & 0xff]))
}

function groups(text: string): readonly number[] {
  return text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
}

function commonName(name: string): der.Der {
  return der.sequence(der.setOf(der.sequence(der.objectId('2.5.4.3'), der.utf8(name))))
}

/** Positive, of 127 bits that nobody can guess, and in the shortest form. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}

function keyName(key: KeyObject): Buffer {
  return createHash('sha256').update(spki(key)).digest().subarray(0, 20)
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
