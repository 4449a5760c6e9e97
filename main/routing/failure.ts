import { refusedHeader } from '#contract/wire/signature'
import type { AnswerHeaders } from '../base/exchange.ts'

/** An answer that is an error; its body is short, and cut where it is not. */
export interface FailedAnswer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: Buffer
}

/** What is to be done about it. */
export type Verdict =
  /** It is about the request: the client hears of it as it is. */
  | { readonly kind: 'final' }
  /** Another worker may do better. */
  | { readonly kind: 'elsewhere'; readonly isWorkersFault: boolean }
  /** The worker asks to be left alone for a while. */
  | { readonly kind: 'later'; readonly waitMs: number }
  /** Too much for this model, but maybe not for another. */
  | { readonly kind: 'larger' }

const usualWaitMs = 1_000
const longestWaitMs = 600_000
const tooLong =
  /context_length_exceeded|context (length|window|size)|maximum context|prompt is too long|too many (input )?tokens|exceeds? the (maximum|max|limit).{0,40}tokens/i

export function verdictOn({ status, headers, body }: FailedAnswer): Verdict {
  if (headers[refusedHeader] !== undefined) return { kind: 'elsewhere', isWorkersFault: true }
  const waitMs = retryAfterMs(headers)
  if (status === 429) return { kind: 'later', waitMs: waitMs ?? usualWaitMs }
  if ((status === 503 || status === 529) && waitMs !== null && waitMs > 0) {
    return { kind: 'later', waitMs }
  }
  if (status >= 500) return { kind: 'elsewhere', isWorkersFault: true }
  // Its key, its models, its patience: another worker has its own.
  if ([401, 403, 404, 408].includes(status)) return { kind: 'elsewhere', isWorkersFault: false }
  if ([400, 413, 422].includes(status) && tooLong.test(body.toString('latin1'))) {
    return { kind: 'larger' }
  }
  return { kind: 'final' }
}

/** Null when the answer does not say. */
function retryAfterMs(headers: AnswerHeaders): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (milliseconds >= 0) return Math.min(milliseconds, longestWaitMs)
  const text = headers['retry-after']
  if (typeof text !== 'string') return null
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), longestWaitMs)
}
