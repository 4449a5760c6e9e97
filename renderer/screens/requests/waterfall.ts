import type { AnswerOf } from '#contract/http/operations'

type Request = AnswerOf<'getRequest'>
type Attempt = NonNullable<Request['attempts_detail']>[number]

/** A part of the whole time, in percent. */
export interface Span {
  readonly left: number
  readonly width: number
}

export interface Bar {
  readonly attempt: Attempt
  /** Until the first token, or the end where none came. */
  readonly waiting: Span
  /** From the first token on. */
  readonly streaming: Span | null
}

export interface Waterfall {
  readonly totalMs: number
  /** Before the first attempt, where that is long enough to be seen. */
  readonly line: Span | null
  readonly bars: readonly Bar[]
  /** Round times to read the rest by, with their place in percent. */
  readonly ticks: readonly { readonly ms: number; readonly left: number }[]
}

const leastSeen = 0.5

/** The attempts of a request on one axis of time; null where they were not kept. */
export function waterfallOf({
  attempts_detail: attempts,
  latency_ms,
}: Pick<Request, 'attempts_detail' | 'latency_ms'>): Waterfall | null {
  if (!attempts || attempts.length === 0) return null
  const totalMs = Math.max(1, latency_ms, ...attempts.map(({ ended_ms }) => ended_ms))
  const span = (from: number, to: number): Span => ({
    left: percent(from, totalMs),
    width: Math.max(leastSeen, percent(Math.max(0, to - from), totalMs)),
  })
  const firstMs = attempts[0]?.began_ms ?? 0
  const bars = attempts.map(attempt => {
    const { began_ms, first_token_ms, ended_ms } = attempt
    return {
      attempt,
      waiting: span(began_ms, first_token_ms ?? ended_ms),
      streaming: first_token_ms === null ? null : span(first_token_ms, ended_ms),
    }
  })
  const line = percent(firstMs, totalMs) < leastSeen ? null : span(0, firstMs)
  return { totalMs, line, bars, ticks: ticksOf(totalMs) }
}

/** Three or four, at 1, 2 or 5 times a power of ten. */
function ticksOf(totalMs: number): Waterfall['ticks'] {
  const rough = totalMs / 3.5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map(times => times * power).find(ms => ms >= rough) ?? rough
  const count = Math.floor(totalMs / step)
  return Array.from({ length: count + 1 }, (_, at) => ({
    ms: at * step,
    left: percent(at * step, totalMs),
  }))
}

const percent = (ms: number, totalMs: number) => Math.round((ms / totalMs) * 10_000) / 100
