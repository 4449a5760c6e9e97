import type { IncomingMessage } from 'node:http'
import type { Fault } from '#contract/fault'

const longestTarget = 8_192
const mostHeaders = 100

/**
 * What is wrong with a head that the parser let pass; null when nothing is. A target that names
 * this server in full is brought into the short form that routes know.
 */
export function headFault(request: IncomingMessage): Fault | null {
  const { headers, rawHeaders, httpVersion, method } = request
  const target = request.url ?? ''
  if (target.length > longestTarget) {
    return unacceptable(414, `The address is longer than ${longestTarget} characters.`)
  }
  if (rawHeaders.length > mostHeaders * 2) {
    return unacceptable(431, `There are more than ${mostHeaders} headers.`)
  }
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    return malformed('Speak HTTP/1.1 here.')
  }
  if (hostHeaders(rawHeaders) !== 1) {
    return malformed('Exactly one Host header is expected.')
  }
  const coding = headers['transfer-encoding']
  if (coding !== undefined && (httpVersion === '1.0' || coding.toLowerCase() !== 'chunked')) {
    return malformed('The only Transfer-Encoding here is chunked.')
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    return unacceptable(417, 'The only Expect here is 100-continue.')
  }
  if (method === 'TRACE') return { code: 'route.wrong-method', allow: ['GET', 'HEAD', 'POST'] }
  if (target.startsWith('/')) return null
  if (target === '*' && method === 'OPTIONS') return null
  return shortened(request, target)
}

export function malformed(detail: string): Fault {
  return { code: 'request.malformed', detail }
}

export function unacceptable(
  status: Extract<Fault, { code: 'request.unacceptable' }>['status'],
  detail: string,
): Fault {
  return { code: 'request.unacceptable', status, detail }
}

/** Only where both name the same server: whoever reads but one of them must not be misled. */
function shortened(request: IncomingMessage, target: string): Fault | null {
  const parts = /^http:\/\/([^/?#]+)(\/.*|\?.*|)$/i.exec(target)
  if (parts?.[1]?.toLowerCase() !== request.headers.host?.toLowerCase()) {
    return malformed('The address of the request is not one of ours.')
  }
  const rest = parts?.[2] ?? ''
  request.url = rest.startsWith('/') ? rest : `/${rest}`
  return null
}

/** Node keeps the first of several and hides the others. */
function hostHeaders(rawHeaders: readonly string[]): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count
}
