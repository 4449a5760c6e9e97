import type { ServerResponse } from 'node:http'
import { jsonHeaders } from './exchange.ts'

const usualQuietMs = 1_000

/**
 * Shows by a space a second that a whole answer is being made, as long as the provider sends: so
 * that the root can tell a long one from one that has stalled. An answer that is quick has none,
 * and its failures keep their status.
 */
export class ShownProgress {
  readonly #response: ServerResponse
  readonly #quietMs: number
  #shownAt = performance.now()

  constructor(response: ServerResponse, quietMs = usualQuietMs) {
    this.#response = response
    this.#quietMs = quietMs
  }

  async *of<T>(chunks: AsyncIterable<T>): AsyncIterable<T> {
    for await (const chunk of chunks) {
      this.#show()
      yield chunk
    }
  }

  #show(): void {
    const now = performance.now()
    if (now - this.#shownAt < this.#quietMs) return
    this.#shownAt = now
    if (!this.#response.headersSent) this.#response.writeHead(200, jsonHeaders)
    this.#response.write(' ')
  }
}
