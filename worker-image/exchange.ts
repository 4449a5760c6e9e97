import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Span } from '#contract/tracing'

/** One request with its answer, as the routes see them. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly id: string
  readonly body: Uint8Array
  /** False for an unsigned caller of a worker that has a secret. */
  readonly isTrusted: boolean
  /** Aborts with a WireFault when the client is gone or the worker stops. */
  readonly signal: AbortSignal
  /** Null where requests are not traced. */
  readonly trace: Span | null
  /** Adds to the line that the log gets at the end. */
  note(facts: Readonly<Record<string, unknown>>): void
}

export type Route = (exchange: Exchange) => void | Promise<void>

export const jsonHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'x-content-type-options': 'nosniff',
} as const

export function answerJson(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  value: object,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, { ...jsonHeaders, 'content-length': body.length, ...headers })
  response.end(request.method === 'HEAD' ? undefined : body)
}
