import { looksRandom } from './looks-random.ts'

/** In place of what is secret in an address. */
export const mask = '••••••'

/** The settings that take addresses, which may hold a key. */
export const isAddressSetting = (name: string) => /^workers$|BaseUrl$|WebhookUrl$/.test(name)

/** A host, be it with a port, and a path: an `@` there belongs to no login. */
const isPlain = /^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d+)?\//i
const secretParameter = /key|token|secret|pass|auth|sig|code/i

/** One address or several, separated by commas, without passwords and keys. */
export function maskedAddresses(text: string): string {
  return text
    .split(',')
    .map(part => maskedAddress(part))
    .join(',')
}

/** Whether an address holds a password or a key, or the mask of one. */
export function holdsAddressSecret(text: string): boolean {
  return text.includes(mask) || maskedAddresses(text) !== text
}

/**
 * The text with what its masks stand for, which is looked up in what stood there before. Null where
 * the address is none of those: a key goes nowhere else because a place was edited.
 */
export function unmaskedAddresses(text: string, before: readonly string[]): string | null {
  if (!text.includes(mask)) return text
  const known = before.flatMap(each => each.split(',')).map(each => each.trim())
  const parts = text.split(',').map(part => unmasked(part, known))
  return parts.includes(null) ? null : parts.join(',')
}

function unmasked(part: string, known: string[]): string | null {
  if (!part.includes(mask)) return part
  const address = part.trim()
  const same = known.findIndex(each => maskedAddress(each) === address)
  if (same < 0) return null
  // Of two that look the same each is meant once.
  const [found] = known.splice(same, 1)
  return found ?? null
}

function maskedAddress(text: string): string {
  const scheme = text.indexOf('//')
  if (scheme < 0) return text
  const queryAt = text.search(/[?#]/)
  const place = queryAt < 0 ? text : text.slice(0, queryAt)
  const rest = queryAt < 0 ? '' : text.slice(queryAt)
  return maskedPath(maskedLogin(place, scheme + 2), scheme + 2) + maskedParameters(rest)
}

/** Who posts to a webhook needs no more than its address: the token is a part of the path. */
function maskedPath(place: string, from: number): string {
  const [host = '', ...segments] = place.slice(from).split('/')
  const shown = segments.map(segment => (looksRandom(segment) ? mask : segment))
  return place.slice(0, from) + [host, ...shown].join('/')
}

/** A user without a password is a key as a rule. In what is no address all may be part of one. */
function maskedLogin(place: string, from: number): string {
  const end = isPlain.test(place) ? -1 : place.lastIndexOf('@')
  if (end < from) return place
  const login = place.slice(from, end)
  const colon = login.indexOf(':')
  const user = colon < 0 ? '' : login.slice(0, colon + 1)
  return `${place.slice(0, from)}${user}${mask}${place.slice(end)}`
}

function maskedParameters(text: string): string {
  return text.replace(/([?&#])([^=&#]+)=([^&#]+)/g, (whole, before, name) =>
    secretParameter.test(name) ? `${before}${name}=${mask}` : whole,
  )
}
