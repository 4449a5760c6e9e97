import type { IncomingMessage } from 'node:http'
import { FaultError } from '#contract/fault'

const limitBytes = 8_000_000

/** Gathers a JSON body within its limit. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (!isJson(request.headers['content-type'])) {
      reject(new FaultError({ code: 'request.wrong-type', expected: 'application/json' }))
      return
    }
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      reject(new FaultError({ code: 'request.too-large', limitBytes }))
      return
    }
    const pieces: Buffer[] = []
    let size = 0
    request.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > limitBytes) {
        // Read on and thrown away: a client that is cut off while it sends never sees the answer.
        request.removeAllListeners('data')
        request.resume()
        reject(new FaultError({ code: 'request.too-large', limitBytes }))
        return
      }
      pieces.push(piece)
    })
    request.on('end', () => {
      const [only] = pieces
      resolve(pieces.length === 1 && only ? only : Buffer.concat(pieces))
    })
    request.on('error', () => reject(new FaultError({ code: 'request.cancelled' })))
    request.on('close', () => {
      if (!request.complete) reject(new FaultError({ code: 'request.cancelled' }))
    })
  })
}

/** A form or plain text is what a foreign page may send without asking; JSON is not. */
function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return false
  const semicolon = contentType.indexOf(';')
  const type = semicolon < 0 ? contentType : contentType.slice(0, semicolon)
  return /^application\/(json|[\w.-]+\+json)$/i.test(type.trim())
}
