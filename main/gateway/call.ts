import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { type Fault, FaultError } from '#contract/fault'
import type { Bagged } from '../base/bag.ts'
import { isDeeperThan } from '../base/json-depth.ts'
import type { Caller } from './admission.ts'
import type { BodyReader } from './body-reader.ts'
import { dialectOf, type ErrorDialect, spokenError } from './dialects/error-form.ts'
import { errorAnswer } from './error-answer.ts'

/** Deeper than any real request, and not deep enough to exhaust a stack anywhere behind. */
const deepestJson = 200
/** How long one that is not listened to any more may take to read the answer. */
export const lastWordsMs = 1_000

/** One request and its answer: what a route works with. */
export class Call implements Bagged {
  place = 0
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  /** Without a trailing slash, still percent-encoded. */
  readonly path: string
  /** In whose words errors are told, where the path alone does not say it. */
  errorDialect: ErrorDialect | null = null
  readonly #bodies: BodyReader
  #onGone: (() => void) | null = null
  #caller: Caller | null = null

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    bodies: BodyReader,
  ) {
    const target = request.url ?? '/'
    const question = target.indexOf('?')
    const path = question < 0 ? target : target.slice(0, question)
    this.request = request
    this.response = response
    this.requestId = requestId
    this.#bodies = bodies
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
    const before = this.#onGone
    this.#onGone = before
      ? () => {
          before()
          listener()
        }
      : listener
  }

  /** To be told when the response is closed, in whatever way. */
  closed(): void {
    if (!this.response.writableFinished) this.#onGone?.()
  }

  /** Aborted when the client leaves before it has the whole answer. */
  goneSignal(): AbortSignal {
    const gone = new AbortController()
    this.onGone(() => gone.abort())
    return gone.signal
  }

  /** The body as it came; FaultError when it is too large, cut off or not JSON by its type. */
  body(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.onGone(() => reject(new FaultError({ code: 'request.cancelled' })))
      this.#bodies.read(this.request, this.response, resolve, reject)
    })
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

  /** Of no effect when the request was refused meanwhile, as one whose body breaks in the middle is. */
  answer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
    if (this.response.headersSent) return
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
  head(status: number, headers: Readonly<Record<string, string>>): void {
    this.headList(status, Object.entries(headers).flat())
  }

  /** The same with names and values in turn, which is what passes by most. Takes the list over. */
  headList(status: number, headers: string[]): void {
    headers.push('x-content-type-options', 'nosniff', 'x-request-id', this.requestId)
    this.response.writeHead(status, headers)
  }

  /** Answers with the fault; where an answer has begun already, the connection is broken instead. */
  refuse(fault: Fault, headers: Readonly<Record<string, string>> = {}): void {
    if (this.response.writableEnded) return
    if (this.response.headersSent) {
      this.response.destroy()
      return
    }
    const plain = errorAnswer(fault)
    this.#caller?.onRefused(fault, plain.status)
    const dialect = this.errorDialect ?? dialectOf(this.path, this.request.headers)
    const answer = spokenError(dialect, plain, this.requestId)
    const body = Buffer.from(JSON.stringify(answer.body))
    this.head(answer.status, {
      ...headers,
      ...answer.headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(body.length),
    })
    if (this.request.method !== 'HEAD') this.response.write(body)
    this.#endWithRequest(headers['connection'] === 'close' ? lastWordsMs : null)
  }

  /** The rest of a refused body is read and thrown away: a client that is cut off while it sends never sees the answer. */
  #endWithRequest(withinMs: number | null): void {
    const { request, response } = this
    if (request.complete) {
      response.end()
      return
    }
    const timer = withinMs === null ? null : setTimeout(() => response.end(), withinMs)
    request.once('close', () => {
      if (timer) clearTimeout(timer)
      response.end()
    })
    request.resume()
  }
}

/** FaultError that names the first field which is not as the schema says. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const param = issue?.path.join('.').slice(0, 200) ?? ''
  const problem = issue?.message ?? 'malformed'
  throw new FaultError(
    param === ''
      ? { code: 'request.malformed', detail: problem }
      : { code: 'request.malformed', detail: `${param}: ${problem}`, param },
  )
}

/** FaultError when the text is no JSON, no UTF-8, or nested too deep. */
export function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw malformed('The body is not valid UTF-8.')
  const text = body.toString('utf8')
  if (isDeeperThan(text, deepestJson)) {
    throw malformed(`The body is nested deeper than ${deepestJson} levels.`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON.')
  }
}

function malformed(detail: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail })
}
