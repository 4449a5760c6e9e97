import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Fault } from '#contract/fault'
import { lastWordsMs } from './call.ts'
import { errorAnswer } from './error-answer.ts'
import { malformed, unacceptable } from './request-head.ts'

/** What Node's parser tells of bytes that are no request. */
export interface ParserError extends Error {
  readonly code?: string
  /** The bytes that came last. */
  readonly rawPacket?: Buffer
}

/** Null when nobody is left to be told. */
export function unreadableFault(error: ParserError): Fault | null {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return unacceptable(408, 'The request took too long to arrive.')
    case 'HPE_HEADER_OVERFLOW':
      return isTargetOverlong(error.rawPacket)
        ? unacceptable(414, 'The address is too long.')
        : unacceptable(431, 'The headers are too large.')
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return malformed('The chunk extensions are too large.')
    default:
      return malformed('This is no well-formed HTTP/1.1 request.')
  }
}

/** The first line was not over when the limit was. */
function isTargetOverlong(packet: Buffer | undefined): boolean {
  if (!packet) return false
  const start = packet.toString('latin1', 0, 16_384)
  return /^[A-Z]+ \S+$/.test(start)
}

/** Answers where Node has no response to answer with, and closes. */
export function endWith(socket: Duplex, fault: Fault, requestId: string): void {
  const { status, headers, body } = errorAnswer(fault)
  const text = Buffer.from(JSON.stringify(body))
  const fields = {
    ...headers,
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(text.length),
    date: new Date().toUTCString(),
    connection: 'close',
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(
    Buffer.concat([
      Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`),
      text,
    ]),
  )
  // Not at once: what is still arriving would make the system drop the answer.
  setTimeout(() => socket.destroy(), lastWordsMs).unref()
}
