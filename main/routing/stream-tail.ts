import { streamEnd } from '#contract/wire/chat'

const endMark = Buffer.from(streamEnd.trim())
/** A worker that fails inside its stream says so in its last event, and ends without the mark. */
const errorMark = Buffer.from('data: {"error":')

const nothing = Buffer.alloc(0)

/** Remembers the end of a stream, so that one that was cut can be told from one that is complete. */
export class StreamTail {
  #last: Buffer = nothing

  /** A piece too short to hold the whole mark is kept with the one before it. */
  push(piece: Buffer): void {
    this.#last = piece.length > errorMark.length + 4 ? piece : Buffer.concat([this.#last, piece])
  }

  /** Whether the worker itself ended the stream. */
  isEnd(): boolean {
    return this.#last.includes(endMark) || this.#last.includes(errorMark)
  }
}
