import { isIP, isIPv4 } from 'node:net'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { FaultError } from '#contract/fault'
import { isForbiddenAddress } from '#contract/model/forbidden-address'

/** Letters of any script, but nothing that cannot be seen or turns the line around. */
const nameForm = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]{1,128}$/u
const userForm = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/
const labelForm = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const fingerprintForm = /(?:^|[\s:])([A-Za-z0-9+/]{43})=?(?=\s|$)/
const idForm = /^h-[a-z0-9]{8}$/
/** Parts of paths of the HTTP API. */
const takenNames = ['import', 'discover', '.', '..']

export function checkedName(text: string): string {
  const name = text.normalize('NFC').trim()
  if (!nameForm.test(name)) {
    throw refused('name', '1 to 128 visible characters are expected, without slashes')
  }
  if (idForm.test(name) || takenNames.includes(name)) {
    throw refused('name', 'this name means something else in the API')
  }
  return name
}

/** A DNS name in lower case (of any script, as punycode), IPv4 or IPv6 without brackets. */
export function checkedAddress(text: string): string {
  const plain = text.trim().replace(/^\[(.*)\]$/, '$1')
  const url = `http://${plain.includes(':') ? `[${plain}]` : plain}/`
  if (plain === '' || /[\s/\\@?#%[\]]/.test(plain) || !URL.canParse(url)) throw noAddress()
  const canonical = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  if (isForbiddenAddress(canonical)) {
    throw refused('address', 'link-local addresses and the metadata services of clouds are refused')
  }
  if (isIP(plain) !== 0) return canonical
  // `2130706433`, `0x7f.1` and their like are read as IPv4 by some programs and as names by others.
  if (isIPv4(canonical) || !isDnsName(canonical)) throw noAddress()
  return canonical
}

/** A login name: it stands on command lines. */
export function checkedUser(text: string): string {
  const user = text.trim()
  if (!userForm.test(user)) {
    throw refused('user', 'a login name of 1 to 32 letters, digits and _ . - is expected')
  }
  return user
}

export function checkedPort(port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw refused('port', 'a whole number from 1 to 65535 is expected')
  }
  return port
}

export function checkedRegion(text: string): string | null {
  const region = text.trim()
  if (region === '') return null
  if (!nameForm.test(region)) throw refused('region', '1 to 128 visible characters are expected')
  return region
}

/** `SHA256:` and 43 characters, also out of a line that ssh-keygen printed. */
export function checkedFingerprint(text: string): string {
  const found = fingerprintForm.exec(text.trim())?.[1]
  if (found === undefined || text.length > 300) {
    throw refused('fingerprint', 'SHA256: and 43 characters are expected, as ssh-keygen -l prints')
  }
  return `SHA256:${found}`
}

/** Whole, with `~` as the home of whoever runs the root node. It need not be there yet. */
export function checkedKeyPath(text: string, home: string = homedir()): string {
  const path = text.trim().replace(/^~(?=[/\\]|$)/, () => home)
  if (!isAbsolute(path) || path.length > 4_000 || path.includes('\0')) {
    throw refused('private_key_path', 'a whole path is expected, or one that begins with ~/')
  }
  return join(path)
}

function isDnsName(text: string): boolean {
  const name = text.replace(/\.$/, '')
  return name.length <= 253 && name.split('.').every(label => labelForm.test(label))
}

function noAddress(): FaultError {
  return refused('address', 'a DNS name, an IPv4 or an IPv6 address is expected')
}

export function refused(param: string, expected: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail: `${param}: ${expected}`, param })
}
