import { FaultError } from '#contract/fault'
import type { Call } from './call.ts'

/** How long the worker may be silent, where the client says so; null leaves the usual limit. */
export function timeoutHeader(call: Call): number | null {
  const text = call.request.headers['x-banyan-timeout-ms']
  if (text === undefined) return null
  const milliseconds = Number(text)
  if (Number.isInteger(milliseconds) && milliseconds >= 1 && milliseconds <= 3_600_000) {
    return milliseconds
  }
  throw new FaultError({
    code: 'request.malformed',
    detail: 'x-banyan-timeout-ms: a whole number from 1 to 3600000 is expected',
  })
}
