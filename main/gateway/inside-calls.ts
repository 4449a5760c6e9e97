import { randomUUID } from 'node:crypto'
import inject, { type InjectOptions } from 'light-my-request'
import { FaultError } from '#contract/fault'
import { BodyReader } from './body-reader.ts'
import { Call } from './call.ts'
import { type Route, RouteTable } from './route.ts'

/** A request of this process itself; the body is JSON. */
export interface InsideRequest {
  readonly method: string
  readonly url: string
  readonly body: string | null
}

/** Answers what this process asks of its own API: the same routes, past the door and without a socket. */
export class InsideCalls {
  readonly #table: RouteTable
  readonly #bodies = new BodyReader()

  constructor(routes: readonly Route[]) {
    this.#table = new RouteTable(routes)
  }

  /** Resolves to the answer's body: parsed where it is JSON, else as text, null where there is none. FaultError when it is refused. */
  answer({ method, url, body }: InsideRequest, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const headers = body === null ? {} : { 'content-type': 'application/json' }
      // Injected, it never leaves this process; the host is what a request must name.
      const options = { method, url, headers: { host: 'localhost', ...headers }, signal }
      inject(
        (request, response) => {
          const call = new Call(request, response, `window-${randomUUID()}`, this.#bodies)
          response.on('close', () => call.closed())
          this.#handle(call).catch(failure => {
            reject(failure)
            response.destroy()
          })
        },
        // Sound: the operations know no other methods than HTTP's.
        { ...options, ...(body === null ? {} : { payload: body }) } as InjectOptions,
      ).then(
        ({ payload, headers: { 'content-type': type } }) => {
          const isText = type !== undefined && !String(type).includes('json')
          if (isText) resolve(payload)
          else resolve(payload === '' ? null : JSON.parse(payload))
        },
        failure => reject(signal.aborted ? cancelled() : failure),
      )
    })
  }

  async #handle(call: Call): Promise<void> {
    const found = this.#table.find(call.request.method ?? 'GET', call.path)
    if (found.kind !== 'route') throw new FaultError({ code: 'route.unknown', path: call.path })
    await found.route.handle(call)
  }
}

function cancelled(): FaultError {
  return new FaultError({ code: 'request.cancelled' })
}
