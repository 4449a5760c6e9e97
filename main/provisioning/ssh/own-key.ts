import { generateKeyPairSync } from 'node:crypto'
import { Secret } from '../../base/secret.ts'
import { fingerprintOf } from './host-key.ts'
import { ed25519Text } from './key-text.ts'
import { readPrivateKey } from './private-key.ts'

/** A key pair of the root node's own. */
export interface OwnKey {
  /** In OpenSSH's form, without a passphrase: it is kept with the other secrets. */
  readonly privateKey: Secret
  /** As it stands in authorized_keys. */
  readonly publicLine: string
  readonly fingerprint: string
}

/** An Ed25519 pair; the comment tells whoever reads authorized_keys whose it is. */
export function generateOwnKey(comment: string): OwnKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' })
  const parts = { publicKey: Buffer.from(x, 'base64url'), seed: Buffer.from(d, 'base64url') }
  const key = new Secret(ed25519Text(parts, oneLine(comment)))
  const publicLine = publicLineOf(key)
  return { privateKey: key, publicLine, fingerprint: fingerprintOf(publicLine.split(' ')[1] ?? '') }
}

/** The public half of a private key: type, base64 and comment. FaultError as for the private key. */
export function publicLineOf(privateKey: Secret, passphrase: Secret | null = null): string {
  const key = readPrivateKey('it', privateKey, passphrase)
  const line = `${key.type} ${key.getPublicSSH().toString('base64')} ${oneLine(key.comment ?? '')}`
  return line.trim()
}

/** A line break in a comment would begin another line of authorized_keys. */
const oneLine = (comment: string) => comment.replaceAll(/[^\x20-\x7e]+/g, ' ').trim()
