import { isUtf8 } from 'node:buffer'
import { FaultError } from '#contract/fault'
import { StrategyName } from '#contract/model/strategy'
import type { Call } from './call.ts'

/** What the caller wants of the way that a request takes. */
export interface Steering {
  readonly strategy: StrategyName | null
  readonly pin: string | null
  readonly prefer: string | null
  readonly session: string | null
  /** Null: as the settings have it. */
  readonly onCut: 'rescue' | 'error' | null
}

/** How long the worker may be silent, where the client says so; null leaves the usual limit. */
export function timeoutHeader(call: Call): number | null {
  const text = call.request.headers['x-banyan-timeout-ms']
  if (text === undefined) return null
  const milliseconds = Number(text)
  if (Number.isInteger(milliseconds) && milliseconds >= 1 && milliseconds <= 3_600_000) {
    return milliseconds
  }
  throw malformed('x-banyan-timeout-ms: a whole number from 1 to 3600000 is expected')
}

/** Undefined when the caller leaves the way to the root, as nearly all do. */
export function steeringHeaders(call: Call): Steering | undefined {
  const { headers } = call.request
  const strategy = headers['x-banyan-strategy']
  const pin = headers['x-banyan-worker']
  const prefer = headers['x-banyan-prefer']
  const session = headers['x-banyan-session']
  const onCut = headers['x-banyan-on-cut']
  if (!strategy && !pin && !prefer && !session && !onCut) return undefined
  return {
    strategy: oneOf('x-banyan-strategy', StrategyName.options, strategy),
    pin: nameIn('x-banyan-worker', pin),
    prefer: nameIn('x-banyan-prefer', prefer),
    session: nameIn('x-banyan-session', inUtf8(session)),
    onCut: oneOf('x-banyan-on-cut', ['rescue', 'error'] as const, onCut),
  }
}

type HeaderValue = string | string[] | undefined

/** Node reads headers a character a byte; names of people and sessions are in any script. */
function inUtf8(value: HeaderValue): HeaderValue {
  if (typeof value !== 'string') return value
  const bytes = Buffer.from(value, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : value
}

function nameIn(header: string, value: HeaderValue): string | null {
  if (!value) return null
  if (typeof value === 'string' && value.length <= 256) return value
  throw malformed(`${header}: a name of at most 256 characters is expected`)
}

function oneOf<T extends string>(
  header: string,
  allowed: readonly T[],
  value: HeaderValue,
): T | null {
  if (!value) return null
  const found = allowed.find(each => each === value)
  if (found) return found
  throw malformed(`${header}: ${allowed.join(', ')} are allowed`)
}

function malformed(detail: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail })
}
