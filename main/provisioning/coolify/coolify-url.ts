import { FaultError } from '#contract/fault'
import { isForbiddenAddress } from '#contract/model/forbidden-address'

/** The address of a Coolify out of what a person pastes: the dashboard's and the API's will do, too. */
export function parseCoolifyUrl(text: string): string {
  const trimmed = text.trim()
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw malformed('an https:// address is expected')
  if (url.username !== '' || url.password !== '') {
    throw malformed('the address may hold no password; the token goes into its own field')
  }
  if (isForbiddenAddress(url.hostname)) throw malformed('link-local addresses are refused')
  return url.origin
}

/** What to tell who sends a token there; null where it is encrypted. */
export function clearTextWarning(url: string): string | null {
  if (!url.startsWith('http:')) return null
  return 'The address is http: whoever is on the way reads the token and the keys. Give Coolify a domain, and use https.'
}

function malformed(problem: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail: `url: ${problem}`, param: 'url' })
}
