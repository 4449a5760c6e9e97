import type { WireError } from '#contract/wire/chat'

interface WireFaultParts {
  readonly status: number
  readonly message: string
  readonly code: string | null
  /** By the status, when left out. */
  readonly type?: string
  readonly param?: string | null
  readonly retryAfterSeconds?: number | null
  readonly headers?: Readonly<Record<string, string>>
}

/** A failure that the caller is told of, in OpenAI's shape; anything else is a bug of the worker. */
export class WireFault extends Error {
  readonly status: number
  readonly code: string | null
  readonly type: string
  readonly param: string | null
  readonly retryAfterSeconds: number | null
  readonly headers: Readonly<Record<string, string>>

  constructor(parts: WireFaultParts, options?: ErrorOptions) {
    super(parts.message, options)
    this.name = 'WireFault'
    this.status = parts.status
    this.code = parts.code
    this.type = parts.type ?? typeOf(parts.status)
    this.param = parts.param ?? null
    this.retryAfterSeconds = parts.retryAfterSeconds ?? null
    this.headers = parts.headers ?? {}
  }

  wireError(): WireError {
    const { message, type, code, param } = this
    return { error: { message, type, code, param } }
  }
}

/** For a bug, of which only the log tells more. */
export function internalFault(): WireFault {
  return new WireFault({
    status: 500,
    message: 'Something went wrong inside the worker. Its log says more.',
    code: 'internal',
  })
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}
