import type { RequestContents } from '#contract/model/request-entry'
import { ChatSaid } from '#contract/wire/chat-said'
import { EventStreamReader } from '../base/event-stream.ts'

const mostBytes = 256_000

/** Listens to one request of an app that allows it, to keep what was asked and answered. */
export class ContentsCapture {
  readonly #request: Buffer
  readonly #isStream: boolean
  #pieces: Buffer[] = []
  #bytes = 0

  constructor(request: Buffer, isStream: boolean) {
    this.#request = request
    this.#isStream = isStream
  }

  push(piece: Buffer): void {
    if (this.#bytes > mostBytes) return
    this.#pieces.push(piece)
    this.#bytes += piece.length
  }

  /** The answer begins anew. */
  forget(): void {
    this.#pieces = []
    this.#bytes = 0
  }

  contents(): RequestContents {
    const answer = Buffer.concat(this.#pieces).subarray(0, mostBytes)
    return {
      request: this.#request.subarray(0, mostBytes).toString('utf8'),
      answer: this.#isStream ? streamedText(answer) : answer.toString('utf8'),
    }
  }
}

/** Of a stream, what it says; its frames would say the same a hundred times. */
function streamedText(answer: Buffer): string {
  const said = new ChatSaid()
  const reader = new EventStreamReader(data => {
    try {
      said.add(JSON.parse(data))
    } catch {
      // The mark of the end, or what makes no sense: it says nothing.
    }
  })
  reader.push(answer)
  return said.text
}
