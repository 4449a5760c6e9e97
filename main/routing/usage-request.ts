import { usageAsComment, usageHeader } from '#contract/wire/usage-note'

/** What a worker of ours is asked in a header, it answers in a comment: the bytes stay as they are. */
export const usageHeaders = [usageHeader, usageAsComment] as const

const option = Buffer.from(',"stream_options":{"include_usage":true}}')
const closeBrace = 0x7d

/**
 * The body with OpenAI's own wish for usage put in before its last brace, for servers that know
 * nothing else; null where the client spoke of stream options itself, which are then left as they are.
 */
export function askingForUsage(body: Buffer): Buffer | null {
  if (body.includes('"stream_options"')) return null
  const end = body.lastIndexOf(closeBrace)
  return end < 0 ? null : Buffer.concat([body.subarray(0, end), option])
}

/** Whether an error is about the wish itself: a few servers know no such field. */
export function refusesUsage(status: number, body: Buffer): boolean {
  return (status === 400 || status === 422) && body.includes('stream_options')
}

/** Takes the chunk that we asked for out of a stream again, for a client that did not. */
export class UsageSieve {
  readonly #onData: (piece: Buffer) => boolean
  #rest: Buffer = Buffer.alloc(0)

  constructor(onData: (piece: Buffer) => boolean) {
    this.#onData = onData
  }

  push(piece: Buffer): boolean {
    const data = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    const end = lastEventEnd(data)
    this.#rest = data.subarray(end)
    return end === 0 || this.#handOn(data.subarray(0, end))
  }

  /** Hands on what is left: an event without its end. */
  flush(): void {
    if (this.#rest.length > 0) this.#handOn(this.#rest)
    this.#rest = Buffer.alloc(0)
  }

  #handOn(events: Buffer): boolean {
    const kept = mayTellUsage(events) ? withoutUsage(events) : events
    return kept.length === 0 || this.#onData(kept)
  }
}

/** Nearly every piece is told apart by this one look. */
function mayTellUsage(events: Buffer): boolean {
  return events.includes('"usage":') && /"choices": ?\[\]/.test(events.toString('latin1'))
}

const usageEvent = /^data: ?\{(?=.*"choices": ?\[\])(?=.*"usage": ?\{).*\}\r?\n\r?\n/gm

/** Byte for byte but for that event: latin1 keeps every byte as it is. */
function withoutUsage(events: Buffer): Buffer {
  return Buffer.from(events.toString('latin1').replace(usageEvent, ''), 'latin1')
}

function lastEventEnd(data: Buffer): number {
  const end = data.lastIndexOf('\n\n')
  const windowsEnd = data.lastIndexOf('\r\n\r\n')
  return Math.max(end < 0 ? 0 : end + 2, windowsEnd < 0 ? 0 : windowsEnd + 4)
}
