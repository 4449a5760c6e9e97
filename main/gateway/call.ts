import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { type Fault, FaultError } from '#contract/fault'
import { readBody } from './body.ts'
import { dialectOf, type ErrorDialect, spokenError } from './dialects/error-form.ts'
import { errorAnswer } from './error-answer.ts'

const baseHeaders = { 'x-content-type-options': 'nosniff' } as const

/** One request and its answer: what a route works with. */
export class Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  /** Without a trailing slash, still percent-encoded. */
  readonly path: string
  /** In whose words errors are told, where the path alone does not say it. */
  errorDialect: ErrorDialect | null = null

  constructor(request: IncomingMessage, response: ServerResponse, requestId: string) {
    const target = request.url ?? '/'
    const question = target.indexOf('?')
    const path = question < 0 ? target : target.slice(0, question)
    this.request = request
    this.response = response
    this.requestId = requestId
    this.path = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  }

  /** Calls back when the client leaves before it has the whole answer. */
  onGone(listener: () => void): void {
    this.response.once('close', () => {
      if (!this.response.writableFinished) listener()
    })
  }

  /** Aborted when the client leaves before it has the whole answer. */
  goneSignal(): AbortSignal {
    const gone = new AbortController()
    this.onGone(() => gone.abort())
    return gone.signal
  }

  /** The body as it came; FaultError when it is too large, cut off or not JSON by its type. */
  body(): Promise<Buffer> {
    return readBody(this.request)
  }

  async json<S extends z.ZodType>(schema: S): Promise<z.output<S>> {
    return checked(schema, parseJson(await this.body()))
  }

  answer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
    const body = Buffer.from(JSON.stringify(value))
    this.head(status, {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(body.length),
    })
    this.response.end(this.request.method === 'HEAD' ? undefined : body)
  }

  /** Begins an answer whose body the route writes itself. */
  head(status: number, headers: Readonly<Record<string, string | readonly string[]>>): void {
    this.response.writeHead(status, {
      ...baseHeaders,
      'x-request-id': this.requestId,
      ...(headers as Record<string, string | string[]>), // sound: node only reads them
    })
  }

  /** Answers with the fault; where the answer has begun already, the connection is broken instead. */
  refuse(fault: Fault, headers: Readonly<Record<string, string>> = {}): void {
    if (this.response.headersSent) {
      this.response.destroy()
      return
    }
    const dialect = this.errorDialect ?? dialectOf(this.path, this.request.headers)
    const answer = spokenError(dialect, errorAnswer(fault), this.requestId)
    this.answer(answer.status, answer.body, { ...headers, ...answer.headers })
  }
}

/** FaultError that names the first field which is not as the schema says. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const param = issue?.path.join('.') ?? ''
  const problem = issue?.message ?? 'malformed'
  throw new FaultError(
    param === ''
      ? { code: 'request.malformed', detail: problem }
      : { code: 'request.malformed', detail: `${param}: ${problem}`, param },
  )
}

/** FaultError when the text is no JSON, or no UTF-8. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new FaultError({ code: 'request.malformed', detail: 'The body is not valid JSON.' })
  }
}
