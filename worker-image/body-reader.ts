import type { IncomingMessage } from 'node:http'
import { WireFault } from './wire-fault.ts'

const mostBytes = 8 * 1024 * 1024
const mostBytesAtOnce = 64 * 1024 * 1024

/** Reads bodies whole, each within its limit and all that are under way within theirs. */
export class BodyReader {
  #heldBytes = 0

  async read(request: IncomingMessage): Promise<Uint8Array> {
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge()
    const parts: Buffer[] = []
    let size = 0
    try {
      // Not destroyed on a refusal: the answer still has to go out. No encoding is set: all are buffers.
      const arriving: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
      for await (const part of arriving) {
        size += part.length
        this.#heldBytes += part.length
        if (size > mostBytes) throw tooLarge()
        if (this.#heldBytes > mostBytesAtOnce) throw tooManyAtOnce()
        parts.push(part)
      }
    } finally {
      this.#heldBytes -= size
      // Reads past the rest of a refused body, so that the client gets to the answer.
      request.resume()
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }
}

function tooLarge(): WireFault {
  return new WireFault({
    status: 413,
    message: `The body is larger than ${mostBytes} bytes. Send less, or split it.`,
    code: 'request_too_large',
  })
}

function tooManyAtOnce(): WireFault {
  return new WireFault({
    status: 429,
    message: 'Too many large requests arrive at once. Try again shortly.',
    code: 'worker_busy',
    retryAfterSeconds: 1,
  })
}
