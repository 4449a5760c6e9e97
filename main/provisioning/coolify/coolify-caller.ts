import type { z } from 'zod'
import { FaultError } from '#contract/fault'
import { Secret } from '../../base/secret.ts'
import type { CoolifyTime } from './coolify-time.ts'
import { type HttpAnswer, httpExchange } from './http-exchange.ts'
import { RateGate } from './rate-gate.ts'
import { refusalOf } from './refusal.ts'

export interface CoolifyAsk {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean>>
  /** Secrets in it are revealed on the way out, here alone. */
  readonly body?: unknown
  /** Hears of each wait that Coolify asks for. */
  readonly say?: (text: string) => void
}

export interface CoolifyCallerOptions {
  /** As `parseCoolifyUrl` gives it. */
  readonly url: string
  readonly token: Secret
  readonly time: CoolifyTime
}

/** A token has 200 a minute, and its owner may use it elsewhere, too. */
const mostPerMinute = 180
const answerWithinMs = 30_000
const retryGetAfterMs = 1_000
const usualRetryAfterMs = 15_000
const longestRetryAfterMs = 120_000
/** Of waits that Coolify asks for, all in all. */
const waitWithinMs = 15 * 60_000

/** Sends requests to one Coolify in the name of one token. Whatever is no success is a FaultError. */
export class CoolifyCaller {
  readonly #options: CoolifyCallerOptions
  readonly #gate: RateGate

  constructor(options: CoolifyCallerOptions) {
    this.#options = options
    this.#gate = new RateGate(mostPerMinute, options.time)
  }

  get time(): CoolifyTime {
    return this.#options.time
  }

  /** The answer by its schema, which passes over what it does not know. */
  async json<S extends z.ZodType>(
    ask: CoolifyAsk,
    schema: S,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const answer = await this.#succeed(ask, signal)
    const read = schema.safeParse(jsonOf(answer.text))
    if (read.success) return read.data
    const place = read.error.issues[0]?.path.join('.') || 'the whole'
    const detail = `Its answer to ${ask.method} ${ask.path} is not as expected (${place}).`
    throw new FaultError({ code: 'coolify.refused', status: answer.status, detail })
  }

  async text(ask: CoolifyAsk, signal: AbortSignal): Promise<string> {
    return (await this.#succeed(ask, signal)).text
  }

  /** Waits as long as a 429 asks for, be it for the rate or for a full queue. */
  async #succeed(ask: CoolifyAsk, signal: AbortSignal): Promise<HttpAnswer> {
    const { time, token } = this.#options
    const until = time.now() + waitWithinMs
    for (;;) {
      await this.#gate.pass(signal)
      const answer = await this.#reach(ask, signal)
      if (answer.status >= 200 && answer.status < 300) return answer
      const refusal = refusalOf(answer, [token, ...secretsIn(ask.body)])
      const waitMs = answer.status === 429 ? retryAfterMs(answer) : null
      if (waitMs === null || time.now() + waitMs > until) throw new FaultError(refusal)
      ask.say?.(`Coolify asks to wait ${Math.ceil(waitMs / 1_000)} s: ${refusal.detail}`)
      await time.wait(waitMs, signal)
    }
  }

  /** Only what changes nothing is tried again: nobody knows how far the other got. */
  async #reach(ask: CoolifyAsk, signal: AbortSignal): Promise<HttpAnswer> {
    try {
      return await this.#exchange(ask, signal)
    } catch (failure) {
      if (signal.aborted) throw new FaultError({ code: 'request.cancelled' }, { cause: failure })
      if (ask.method !== 'GET') throw unreachable(failure)
    }
    await this.#options.time.wait(retryGetAfterMs, signal)
    try {
      return await this.#exchange(ask, signal)
    } catch (failure) {
      if (signal.aborted) throw new FaultError({ code: 'request.cancelled' }, { cause: failure })
      throw unreachable(failure)
    }
  }

  #exchange({ method, path, query = {}, body }: CoolifyAsk, signal: AbortSignal) {
    const { url: origin, token } = this.#options
    const url = new URL(`/api/v1${path}`, origin)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    const text = body === undefined ? null : JSON.stringify(revealed(body))
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token.reveal()}`,
      'user-agent': 'banyan',
      ...(text === null
        ? {}
        : {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(text)),
          }),
    }
    return httpExchange({ method, url, headers, body: text, withinMs: answerWithinMs }, signal)
  }
}

/** An id as one segment of a path; what Coolify or a user sends as one may not lead elsewhere. */
export function segment(uuid: string): string {
  if (/^[\w-]{1,64}$/.test(uuid)) return uuid
  const detail = `"${uuid.slice(0, 64)}" is no id of Coolify`
  throw new FaultError({ code: 'request.malformed', detail })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function retryAfterMs({ headers }: HttpAnswer): number {
  const text = String(headers['retry-after'] ?? '')
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000
  if (Number.isNaN(seconds)) return usualRetryAfterMs
  return Math.min(Math.max(seconds * 1_000, 1_000), longestRetryAfterMs)
}

function secretsIn(value: unknown): readonly Secret[] {
  if (value instanceof Secret) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(secretsIn)
}

function revealed(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revealed(each)]))
}

function unreachable(failure: unknown): FaultError {
  const cause = failure instanceof AggregateError ? failure.errors[0] : failure
  const said = cause instanceof Error ? cause.message || cause.name : String(cause)
  const isUntrusted = /certificate|self.signed|altname/i.test(said)
  const help = isUntrusted
    ? ' Give Coolify a certificate that this computer trusts, or name its authority in NODE_EXTRA_CA_CERTS.'
    : ''
  const detail = `${said}.${help}`
  return new FaultError({ code: 'coolify.unreachable', detail }, { cause: failure })
}
