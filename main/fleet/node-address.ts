import { FaultError } from '#contract/fault'
import type { NodeRegistration } from '#contract/http/nodes'
import { parseWorkerAddress } from './worker-list.ts'

/** Where a node that registers is to be reached; `from` is where its request came from. */
export function nodeAddress({ url, host, port }: NodeRegistration, from: string | null): string {
  const text = url ?? (port === undefined ? null : addressOf(host ?? seen(from), port))
  if (text === null) throw refused('url: an address is needed, as url, host and port, or port')
  try {
    const address = parseWorkerAddress(text, 'url')
    if (address.key === null) return address.url
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    throw refused('url: an http:// or https:// address is expected, and no link-local one')
  }
  throw refused('url: an address without a key is expected')
}

function addressOf(host: string | null, port: number): string | null {
  if (host === null) return null
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`
}

/** IPv4 as such, where a socket of IPv6 took it. */
function seen(from: string | null): string | null {
  return from?.replace(/^::ffff:/, '') ?? null
}

function refused(detail: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail, param: 'url' })
}
