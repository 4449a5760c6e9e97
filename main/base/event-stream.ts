import { StringDecoder } from 'node:string_decoder'

/**
 * Reads Server-Sent Events from pieces that may be cut anywhere, inside a character too, and hands
 * on the `data:` text of each. Comments and other fields are passed over.
 */
export class EventStreamReader {
  readonly #onData: (text: string) => void
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  constructor(onData: (text: string) => void) {
    this.#onData = onData
  }

  push(piece: Buffer): void {
    this.#rest += this.#decoder.write(piece)
    let from = 0
    for (;;) {
      const end = this.#rest.indexOf('\n', from)
      if (end < 0) break
      this.#line(this.#rest.slice(from, this.#rest[end - 1] === '\r' ? end - 1 : end))
      from = end + 1
    }
    this.#rest = this.#rest.slice(from)
  }

  #line(line: string): void {
    if (line.startsWith('data:')) this.#onData(line.slice(line[5] === ' ' ? 6 : 5))
  }
}
