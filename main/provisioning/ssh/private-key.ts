import { createPrivateKey, type KeyObject } from 'node:crypto'
import ssh2, { type ParsedKey } from 'ssh2'
import { FaultError } from '#contract/fault'
import { type HostReason, hostReason } from '#contract/host-reason'
import type { Secret } from '../../base/secret.ts'
import { keyRounds } from './key-rounds.ts'
import { ed25519Text } from './key-text.ts'

/**
 * A private key that can sign: Ed25519, RSA or ECDSA, in OpenSSH's form or as PEM. FaultError
 * `host.key-needs-passphrase` (about `host`) or `host.key-unreadable`, with what to do.
 */
export function readPrivateKey(host: string, key: Secret, passphrase: Secret | null): ParsedKey {
  const text = key
    .reveal()
    .replace(/^\uFEFF/, '')
    .replaceAll('\r', '')
    .trim()
  const complaint = complaintAbout(text)
  if (complaint !== null) throw unreadable(...complaint)
  const isProtected = /^-----BEGIN ENCRYPTED /.test(text) || /^Proc-Type: 4,ENCRYPTED/m.test(text)
  const rounds = keyRounds(text)
  if (passphrase && rounds !== null && rounds > mostRounds) {
    throw unreadable(
      `its passphrase is turned over ${rounds} times, which would hold up everything else. Write it anew with at most ${mostRounds}: ssh-keygen -p -a 16 -f <file>`,
      hostReason('too-many-rounds', { rounds, most: mostRounds }),
    )
  }
  if (isProtected && !passphrase) throw new FaultError({ code: 'host.key-needs-passphrase', host })
  const pem = /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text)
    ? fromPkcs8(text, passphrase)
    : text
  const parsed = firstKey(ssh2.utils.parseKey(pem, passphrase?.reveal()))
  if (!(parsed instanceof Error)) {
    if (!parsed.isPrivateKey())
      throw unreadable('it holds no private key.', hostReason('only-public'))
    if (!kinds.test(parsed.type)) {
      const why = hostReason('old-kind', { type: parsed.type })
      throw unreadable(`keys of type ${parsed.type} are not used any more; ${makeOne}`, why)
    }
    return parsed
  }
  if (/no passphrase given/.test(parsed.message)) {
    throw new FaultError({ code: 'host.key-needs-passphrase', host })
  }
  if (passphrase && /passphrase|decrypt|bad|integrity/i.test(parsed.message)) {
    throw unreadable(...wrongPassphrase)
  }
  // The message is of the parser's own words, and never of the key's.
  const detail = `it is damaged or of an unknown kind (${parsed.message}); ${makeOne}`
  throw unreadable(detail, hostReason('damaged'))
}

/** OpenSSH's own are 16 to 24; this many take about a second and a half. */
const mostRounds = 128
const kinds = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521))$/
const makeOne = 'a new one is made by: ssh-keygen -t ed25519'

type Complaint = readonly [detail: string, why: HostReason]

const wrongPassphrase: Complaint = [
  'the passphrase does not open it.',
  hostReason('wrong-passphrase'),
]

/** What people give instead of a private key, and what they should do. */
function complaintAbout(text: string): Complaint | null {
  if (text === '') return ['it is empty.', hostReason('empty')]
  if (/^PuTTY-User-Key-File/.test(text)) {
    return [
      'it is in the form of PuTTY. Open it in PuTTYgen, choose Conversions, Export OpenSSH key, and give that file.',
      hostReason('putty'),
    ]
  }
  if (/^(ssh-|ecdsa-|sk-)\S+ AAAA|^---- BEGIN SSH2 PUBLIC|^-----BEGIN (RSA )?PUBLIC/.test(text)) {
    return [
      'it is the public half. Give the file of the same name without ".pub".',
      hostReason('public-half'),
    ]
  }
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(text)) {
    return [
      'it is no private key: that begins with -----BEGIN … PRIVATE KEY-----.',
      hostReason('no-key'),
    ]
  }
  if (!/\n-----END [A-Z ]*PRIVATE KEY-----$/.test(text)) {
    return ['its end is missing; copy it whole.', hostReason('cut-short')]
  }
  return null
}

/** ssh2 does not read this form, which is what openssl and most clouds write. */
function fromPkcs8(text: string, passphrase: Secret | null): string {
  const key = openedPkcs8(text, passphrase)
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return key.export({ type: 'pkcs1', format: 'pem' }).toString().trim()
    case 'ec':
      return key.export({ type: 'sec1', format: 'pem' }).toString().trim()
    case 'ed25519': {
      const { x = '', d = '' } = key.export({ format: 'jwk' })
      const [publicKey, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')]
      return ed25519Text({ publicKey, seed }, '')
    }
    default:
      throw unreadable(
        `keys of type ${key.asymmetricKeyType} are not for SSH; ${makeOne}`,
        hostReason('not-for-ssh', { type: String(key.asymmetricKeyType) }),
      )
  }
}

function openedPkcs8(text: string, passphrase: Secret | null): KeyObject {
  try {
    return createPrivateKey({ key: text, format: 'pem', passphrase: passphrase?.reveal() ?? '' })
  } catch {
    if (passphrase) throw unreadable(...wrongPassphrase)
    throw unreadable(`it is damaged; ${makeOne}`, hostReason('damaged'))
  }
}

/** Typed as one key, but a file of OpenSSH's may hold several. */
function firstKey(parsed: ParsedKey | Error | (ParsedKey | Error)[]): ParsedKey | Error {
  return Array.isArray(parsed) ? (parsed[0] ?? new Error('no key in it')) : parsed
}

const unreadable = (...[detail, why]: Complaint) =>
  new FaultError({ code: 'host.key-unreadable', detail, why })
