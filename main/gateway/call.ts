import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { type Fault, FaultError } from '#contract/fault'
import type { Caller } from './admission.ts'
import { readBody } from './body.ts'
import { errorAnswer } from './error-answer.ts'

const baseHeaders = { 'x-content-type-options': 'nosniff' } as const

/** One request and its answer: what a route works with. */
export class Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  /** Without a trailing slash, still percent-encoded. */
  readonly path: string
  #caller: Caller | null = null

  constructor(request: IncomingMessage, response: ServerResponse, requestId: string) {
    const target = request.url ?? '/'
    const question = target.indexOf('?')
    const path = question < 0 ? target : target.slice(0, question)
    this.request = request
    this.response = response
    this.requestId = requestId
    this.path = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  }

  /** Who asks; known on every route of access `app`, for admission comes first there. */
  get caller(): Caller {
    if (!this.#caller) throw new Error(`nobody was admitted to ${this.path}`)
    return this.#caller
  }

  admit(caller: Caller): void {
    this.#caller = caller
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

  /** What follows the question mark; of a name that is given twice, the last. */
  query<S extends z.ZodType>(schema: S): z.output<S> {
    const target = this.request.url ?? '/'
    const question = target.indexOf('?')
    const text = question < 0 ? '' : target.slice(question + 1)
    return checked(schema, Object.fromEntries(new URLSearchParams(text)))
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

  /** What stands in the path after this prefix, decoded; FaultError when it cannot be. */
  rest(prefix: string): string {
    try {
      return decodeURIComponent(this.path.slice(prefix.length))
    } catch {
      const detail = 'The path is not percent-encoded UTF-8.'
      throw new FaultError({ code: 'request.malformed', detail })
    }
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
    const answer = errorAnswer(fault)
    this.answer(answer.status, answer.body, { ...headers, ...answer.headers })
  }
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const param = issue?.path.join('.') ?? ''
  throw new FaultError({
    code: 'request.malformed',
    detail: param === '' ? (issue?.message ?? 'malformed') : `${param}: ${issue?.message}`,
    param,
  })
}

/** FaultError when the text is no JSON, or no UTF-8. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new FaultError({ code: 'request.malformed', detail: 'The body is not valid JSON.' })
  }
}
