import type { ServerResponse } from 'node:http'
import { streamEnd, type WireError } from '#contract/wire/chat'

const usualKeepAliveMs = 10_000

/**
 * The answer as Server-Sent Events. The status goes out with the first event, so that a failure
 * before it can still be an HTTP error. Writing waits while the client reads slowly.
 */
export class EventStream {
  readonly #response: ServerResponse
  readonly #signal: AbortSignal
  readonly #keepAlive: NodeJS.Timeout

  constructor(response: ServerResponse, signal: AbortSignal, keepAliveMs = usualKeepAliveMs) {
    this.#response = response
    this.#signal = signal
    this.#keepAlive = setInterval(() => this.#say(), keepAliveMs)
  }

  get isOpen(): boolean {
    return this.#response.headersSent
  }

  async send(data: object): Promise<void> {
    if (!this.#response.headersSent) this.#open()
    if (this.#response.write(`data: ${JSON.stringify(data)}\n\n`)) {
      this.#keepAlive.refresh()
      return
    }
    await drained(this.#response, this.#signal)
    this.#keepAlive.refresh()
  }

  /** The mark of a complete stream, after a last comment for who reads them. */
  end(comment = ''): void {
    this.#response.end(comment + streamEnd)
  }

  /** No end mark after it: the client must not take what it has for the whole answer. */
  endWith(error: WireError): void {
    this.#response.end(`data: ${JSON.stringify(error)}\n\n`)
  }

  close(): void {
    clearInterval(this.#keepAlive)
  }

  #open(): void {
    this.#response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
  }

  #say(): void {
    const { headersSent, writableNeedDrain, writableEnded } = this.#response
    if (headersSent && !writableNeedDrain && !writableEnded) {
      this.#response.write(': keep-alive\n\n')
    }
  }
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const drain = () => {
      signal.removeEventListener('abort', abort)
      resolve()
    }
    const abort = () => {
      response.off('drain', drain)
      reject(signal.reason)
    }
    response.once('drain', drain)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
  })
}
