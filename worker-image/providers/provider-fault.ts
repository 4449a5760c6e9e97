import { z } from 'zod'
import { withoutSecrets } from '../log.ts'
import { WireFault } from '../wire-fault.ts'
import type { ProviderOrigin } from './provider.ts'

const longestMessage = 600

/** How fetch and the SDKs name a broken connection where they give no system code. */
const networkWords =
  /fetch failed|connection error|terminated|other side closed|socket|timed out|reading from the stream/i

/** The shapes in which the three SDKs tell a failure; all of it is optional and of unknown origin. */
interface SdkError {
  readonly status?: unknown
  readonly headers?: { get?(name: string): string | null }
  readonly error?: unknown
  readonly errorDetails?: unknown
  readonly code?: unknown
  readonly type?: unknown
  readonly param?: unknown
}

/**
 * Turns what an SDK threw into what the caller is told: the provider's status, never its key.
 * What is neither the provider's nor the network's doing is a bug and comes back as it is.
 */
export function providerFault(error: unknown, origin: ProviderOrigin, hasBegun: boolean): unknown {
  if (error instanceof WireFault) return error
  const sdk = (error ?? {}) as SdkError // sound: every field is checked before it is used
  const said = clean(saidBy(error), origin)
  const status = statusOf(sdk)
  if (status === null) return noStatusFault(error, sdk, said, origin, hasBegun)
  return new WireFault(
    {
      status,
      message: messageFor(status, said, origin),
      code: text(sdk.code) ?? codeFor(status),
      param: text(sdk.param),
      retryAfterSeconds: retryAfter(sdk),
      ...typePart(sdk),
    },
    { cause: error },
  )
}

/** The provider's key was refused, or it is gone: the next request will fare no better. */
export function isAboutProvider(error: unknown): boolean {
  return (
    error instanceof WireFault && (error.status === 401 || error.code === 'provider_unreachable')
  )
}

/** The stream ended, or broke, before the provider said that the answer is complete. */
export function cutFault(origin: ProviderOrigin): WireFault {
  return new WireFault({
    status: 502,
    message: `${origin.label} broke off before the answer was complete. Try again.`,
    code: 'provider_cut',
  })
}

function noStatusFault(
  error: unknown,
  sdk: SdkError,
  said: string,
  origin: ProviderOrigin,
  hasBegun: boolean,
): unknown {
  const reported = isObject(sdk.error) ? (sdk.error['error'] ?? sdk.error) : null
  if (isObject(reported) && said) return reportedFault(error, reported, said)
  const isUnreadable =
    error instanceof SyntaxError ||
    error instanceof z.ZodError ||
    /^(Error parsing|Failed to parse)/.test(said)
  if (isUnreadable && !(hasBegun && said.startsWith('Failed'))) {
    const message = `${origin.label} sent something that is not a model's answer.`
    return new WireFault({ status: 502, message, code: 'provider_bad_answer' }, { cause: error })
  }
  const reason = systemCode(error)
  if (!reason && !isUnreadable && !networkWords.test(messagesOf(error))) return error
  if (hasBegun) return cutFault(origin)
  const message = `${origin.label} at ${origin.address} could not be reached${reason ? ` (${reason})` : ''}: check the network and ${origin.urlVariable}.`
  return new WireFault({ status: 502, message, code: 'provider_unreachable' }, { cause: error })
}

/** An error that the provider told in the middle of its stream, where there is no status. */
function reportedFault(
  cause: unknown,
  reported: Readonly<Record<string, unknown>>,
  message: string,
): WireFault {
  const code = text(reported['code']) ?? text(reported['type']) ?? 'provider_error'
  const status = code === 'overloaded_error' ? 529 : 502
  return new WireFault({ status, message, code, ...typePart(reported) }, { cause })
}

function messageFor(status: number, said: string, origin: ProviderOrigin): string {
  const words = said ? ` ${origin.label} said: ${said}` : ''
  if (status === 401) return `The key was refused (401): check ${origin.keyVariable}.${words}`
  if (status === 403)
    return `${origin.label} forbids this to the key of ${origin.keyVariable} (403).${words}`
  return said || `${origin.label} answered with status ${status}.`
}

function statusOf({ status, errorDetails }: SdkError): number | null {
  if (typeof status !== 'number' || status < 400 || status > 599) return null
  // Gemini tells a wrong key as a bad request.
  const isKeyInvalid = JSON.stringify(errorDetails ?? '').includes('API_KEY_INVALID')
  return isKeyInvalid ? 401 : status
}

function codeFor(status: number): string | null {
  if (status === 401) return 'invalid_api_key'
  if (status === 404) return 'model_not_found'
  if (status === 429) return 'rate_limit_exceeded'
  return status >= 500 ? 'provider_error' : null
}

function typePart(source: { readonly type?: unknown }): { readonly type?: string } {
  const type = text(source.type)
  return type ? { type } : {}
}

function retryAfter({ headers, errorDetails }: SdkError): number | null {
  const inMs = Number(headers?.get?.('retry-after-ms') ?? Number.NaN)
  if (inMs >= 0) return Math.ceil(inMs / 1000)
  const header = headers?.get?.('retry-after')
  if (header) {
    const seconds = Number(header)
    const untilDate = (Date.parse(header) - Date.now()) / 1000
    const wait = Number.isNaN(seconds) ? untilDate : seconds
    return Number.isNaN(wait) ? null : Math.max(0, Math.ceil(wait))
  }
  const delay = /"retryDelay":"([\d.]+)s"/.exec(JSON.stringify(errorDetails ?? ''))
  return delay ? Math.ceil(Number(delay[1])) : null
}

/** What the provider itself said, without what its SDK wraps around it. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const { error: body, errorDetails } = error as SdkError // sound: read as unknown
  const inner = isObject(body) ? (body['error'] ?? body) : null
  if (isObject(inner) && typeof inner['message'] === 'string') return inner['message']
  return error.message
    .replace(/^\[GoogleGenerativeAI Error\]: /, '')
    .replace(/^Error fetching from \S+: (\[\d+ [^\]]*\] )?/, '')
    .replace(/^\d{3} /, '')
    .replace(errorDetails ? ` ${JSON.stringify(errorDetails)}` : '', '')
}

function clean(said: string, origin: ProviderOrigin): string {
  if (/<html|<!doctype|status code \(no body\)/i.test(said)) return ''
  const withoutKey = withoutSecrets(said, origin.key ? [origin.key] : [])
  return withoutKey
    .replace(/\b(sk-|AIza)[\w*-]{4,}/g, '[secret]')
    .replace(/\/\/[^/@\s]+@/g, '//')
    .trim()
    .slice(0, longestMessage)
}

function systemCode(error: unknown): string | null {
  const codes = causesOf(error).map(cause => (cause as NodeJS.ErrnoException).code)
  return codes.find(code => typeof code === 'string') ?? null
}

function messagesOf(error: unknown): string {
  return causesOf(error)
    .map(cause => cause.message)
    .join(' ')
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = []
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) {
    causes.push(cause)
  }
  return causes
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
