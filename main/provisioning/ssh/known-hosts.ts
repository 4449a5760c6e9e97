import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HostKey } from '#contract/model/host'
import { hostKeyOf } from './host-key.ts'

/** What a known_hosts file says of one address. */
export interface KnownHostKeys {
  /** In the order in which they stand there, without those that are revoked. */
  readonly keys: readonly HostKey[]
  /** Never to be trusted for it. */
  readonly revoked: readonly HostKey[]
}

/**
 * Reads the text of a known_hosts file: plain, hashed and wildcard names, `[address]:port`, and
 * `@revoked`. Lines of certificate authorities are passed over, as hosts are known by their keys.
 */
export function knownHostKeys(text: string, address: string, port: number): KnownHostKeys {
  const name = knownName(address.toLowerCase(), port)
  const entries = text.split(/\r?\n/).flatMap(line => entryOf(line) ?? [])
  const found = entries.filter(({ names }) => isFor(names, name))
  const revoked = found.filter(({ marker }) => marker === '@revoked').map(({ key }) => key)
  const keys = found
    .filter(({ marker }) => marker === null)
    .map(({ key }) => key)
    .filter(key => !revoked.some(({ blob }) => blob === key.blob))
  return { keys, revoked }
}

/** Those of them alone, which costs little however long the file is: lines without the mark are not parsed. */
export function revokedHostKeys(text: string, address: string, port: number): readonly HostKey[] {
  const marked = text.split('\n').filter(line => line.trimStart().startsWith('@revoked'))
  return knownHostKeys(marked.join('\n'), address, port).revoked
}

interface Entry {
  readonly marker: string | null
  readonly names: string
  readonly key: HostKey
}

function entryOf(line: string): Entry | null {
  const match = /^\s*(@\S+\s+)?([^#@\s]\S*)\s+([\w@.-]+)\s+([A-Za-z0-9+/]+={0,2})(\s|$)/.exec(line)
  if (match === null) return null
  const [, marker, names = '', type, blob = ''] = match
  const key = hostKeyOf(Buffer.from(blob, 'base64'))
  // A key says itself of which type it is; a line that says otherwise is damaged.
  return key.type === type ? { marker: marker?.trim() ?? null, names, key } : null
}

const knownName = (address: string, port: number) =>
  port === 22 ? address : `[${address}]:${port}`

function isFor(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return isHashOf(names, name)
  const patterns = names.toLowerCase().split(',')
  const isNamed = (pattern: string) => fits(pattern, name)
  const [refused, meant] = [patterns.filter(isNegated), patterns.filter(one => !isNegated(one))]
  return meant.some(isNamed) && !refused.some(pattern => isNamed(pattern.slice(1)))
}

const isNegated = (pattern: string) => pattern.startsWith('!')

/** Goes back to the last star only, so that no pattern takes long. */
function fits(pattern: string, name: string): boolean {
  let [at, inName, star, resume] = [0, 0, -1, 0]
  while (inName < name.length) {
    if (pattern[at] === '*') {
      star = at++
      resume = inName
    } else if (pattern[at] === '?' || pattern[at] === name[inName]) {
      at++
      inName++
    } else if (star >= 0) {
      at = star + 1
      inName = ++resume
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}

function isHashOf(hashed: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hashed.split('|')
  const expected = Buffer.from(hash, 'base64')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
