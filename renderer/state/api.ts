import type { AnswerOf, BodyOf, OperationId, QueryOf } from '#contract/http/operations'
import type { Ask } from '../bridge.ts'

/** What goes with an operation: the names in its path, what follows a question mark, the body. */
export interface ApiInput<I extends OperationId> {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: QueryOf<I>
  readonly body?: BodyOf<I>
}

/** Does an operation of the HTTP API as its owner; FaultError when the root node refuses. */
export type CallApi = <I extends OperationId>(
  operation: I,
  input?: ApiInput<I>,
  signal?: AbortSignal,
) => Promise<AnswerOf<I>>

export function callThrough(ask: Ask, newId = () => crypto.randomUUID()): CallApi {
  return async (operation, { path = {}, query = {}, body = null } = {}, signal) => {
    const callId = newId()
    const cancel = () => void ask('api.cancel', { callId }).catch(() => {})
    signal?.throwIfAborted()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const call = { callId, operation, path, query: textsOf(query as object), body }
      // Sound: the root node answers an operation as the contract says; a body goes as JSON.
      return (await ask('api.call', call as Parameters<typeof ask<'api.call'>>[1])) as never
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }
}

function textsOf(query: object): Readonly<Record<string, string>> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}
