import { FaultError } from '#contract/fault'
import type { Operation } from '#contract/http/operation'
import { operations } from '#contract/http/operations'
import type { RequestInput } from '#contract/ipc/requests'

type WindowCall = RequestInput<'api.call'>

/** The part of the running root node that answers for the HTTP API. */
export interface AnsweringApi {
  /** What it answers with; FaultError when it refuses. */
  answer(
    request: { readonly method: string; readonly url: string; readonly body: string | null },
    signal: AbortSignal,
  ): Promise<unknown>
}

const byId = new Map(
  operations.flatMap(operation => (operation.events ? [] : [[operation.id, operation] as const])),
)

/** Lets the window use the HTTP API as it is, and end what takes too long for its taste. */
export class WindowCalls {
  /** Null while the root node is stopped. */
  readonly #api: () => AnsweringApi | null
  readonly #open = new Map<string, AbortController>()

  constructor(api: () => AnsweringApi | null) {
    this.#api = api
  }

  async call({ callId, operation: id, path, query, body }: WindowCall): Promise<unknown> {
    const operation = byId.get(id)
    if (!operation) throw malformed(`there is no operation ${id}`)
    const url = urlOf(operation, path, query)
    const api = this.#api()
    if (!api) throw new FaultError({ code: 'root.stopped' })
    const end = new AbortController()
    this.#open.set(callId, end)
    try {
      const request = { method: operation.method.toUpperCase(), url }
      const text = operation.body ? JSON.stringify(body) : null
      return await api.answer({ ...request, body: text }, end.signal)
    } finally {
      this.#open.delete(callId)
    }
  }

  /** One that is over already needs no ending. */
  cancel(callId: string): void {
    this.#open.get(callId)?.abort()
  }
}

function urlOf(operation: Operation, path: WindowCall['path'], query: WindowCall['query']): string {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = path[name]
    if (value === undefined) throw malformed(`${operation.id} needs ${name}`)
    // A name of dots alone would be taken for a step along the path.
    return encodeURIComponent(value).replace(/^\.+$/, dots => '%2E'.repeat(dots.length))
  })
  const search = new URLSearchParams(query).toString()
  return search === '' ? filled : `${filled}?${search}`
}

function malformed(detail: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail })
}
