import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { type Fault, FaultError } from '#contract/fault'

const limitBytes = 8_000_000
/** Of all large bodies that are arriving or being answered; what is more is sent away. */
const limitBytesAtOnce = 128_000_000
/** Smaller ones are not counted: what they can take is bounded by the number of connections. */
const largeBytes = 64_000

/** Reads JSON bodies, each within its limit and all together within theirs. */
export class BodyReader {
  #heldBytes = 0

  /**
   * A client that waits for leave to send is given it here, when nothing speaks against its body.
   * One that leaves in the middle is heard of at the response.
   */
  read(
    request: IncomingMessage,
    response: ServerResponse,
    onBody: (body: Buffer) => void,
    onFault: (fault: FaultError) => void,
  ): void {
    const fault = headersFault(request.headers)
    if (fault) {
      onFault(new FaultError(fault))
      return
    }
    if (request.headers.expect !== undefined) response.writeContinue()
    const pieces: Buffer[] = []
    let size = 0
    let hold: ((bytes: number) => boolean) | null = null
    const refuse = (fault: Fault) => {
      request.removeAllListeners('data')
      pieces.length = 0
      onFault(new FaultError(fault))
    }
    request.on('data', (piece: Buffer) => {
      pieces.push(piece)
      size += piece.length
      if (size <= largeBytes) return
      if (size > limitBytes) {
        refuse({ code: 'request.too-large', limitBytes })
        return
      }
      hold ??= this.#holder(response)
      if (!hold(piece.length)) refuse(tooMuchAtOnce)
    })
    request.on('end', () => {
      const [only] = pieces
      onBody(pieces.length === 1 && only ? only : Buffer.concat(pieces))
    })
  }

  /** Counts what one request holds until its answer is over, as it may be sent to another worker. */
  #holder(response: ServerResponse): (bytes: number) => boolean {
    let held = 0
    response.once('close', () => {
      this.#heldBytes -= held
      held = 0
    })
    return bytes => {
      if (this.#heldBytes + bytes > limitBytesAtOnce) return false
      this.#heldBytes += bytes
      held += bytes
      return true
    }
  }
}

const tooMuchAtOnce: Fault = {
  code: 'request.too-many',
  detail: 'Too many large bodies arrive at once.',
  retryAfterSeconds: 1,
}

function headersFault(headers: IncomingHttpHeaders): Fault | null {
  if (!isJson(headers['content-type'])) {
    return { code: 'request.wrong-type', expected: 'application/json' }
  }
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return { code: 'request.wrong-type', expected: 'plain JSON, without a Content-Encoding' }
  }
  if (Number(headers['content-length'] ?? 0) > limitBytes) {
    return { code: 'request.too-large', limitBytes }
  }
  return null
}

/** A form or plain text is what a foreign page may send without asking; JSON is not. */
function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return false
  const semicolon = contentType.indexOf(';')
  const type = semicolon < 0 ? contentType : contentType.slice(0, semicolon)
  return /^application\/(json|[\w.-]+\+json)$/i.test(type.trim())
}
