import type { Fault } from '#contract/fault'

const sliceMs = 5_000
/** Times to the first content are counted in steps of an eighth of a doubling: 9 %. */
const stepsADoubling = 8
const shortestDoublings = 6
const doublings = 16
const stepCount = doublings * stepsADoubling

interface OverRequest {
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly fault: Fault | null
  readonly isStream: boolean
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  readonly firstTokenMs: number | null
  readonly latencyMs: number
}

interface Slice {
  /** Which five seconds since 1970 it counts. */
  number: number
  counted: number
  failed: number
  streams: number
  readonly steps: Uint32Array
}

/** Counts the requests of the last minutes in slices of five seconds, in memory that does not grow with them. */
export class RecentRequests {
  readonly #slices: readonly Slice[]
  readonly #startedAt: number

  constructor(longestMs: number, startedAt = Date.now()) {
    this.#startedAt = startedAt
    this.#slices = Array.from({ length: Math.ceil(longestMs / sliceMs) + 1 }, () => ({
      number: 0,
      counted: 0,
      failed: 0,
      streams: 0,
      steps: new Uint32Array(stepCount),
    }))
  }

  /** What a client took back, or did wrong, says nothing of how requests fare here. */
  record({ outcome, fault, isStream, at, firstTokenMs, latencyMs }: OverRequest): void {
    if (outcome === 'cancelled' || (fault !== null && isClientsFault(fault))) return
    const slice = this.#slice(Math.floor((at + latencyMs) / sliceMs))
    slice.counted++
    if (outcome === 'failed') slice.failed++
    if (isStream && firstTokenMs !== null) {
      slice.streams++
      const step = stepOf(firstTokenMs)
      slice.steps[step] = (slice.steps[step] ?? 0) + 1
    }
  }

  /** Of the last `overMs`, which is no longer than the longest, and of up to five seconds before. */
  sum(overMs: number, now: number) {
    const last = Math.floor(now / sliceMs)
    const first = Math.floor((now - overMs) / sliceMs)
    const slices = this.#slices.filter(({ number }) => number >= first && number <= last)
    const total = (count: (slice: Slice) => number) =>
      slices.reduce((sum, slice) => sum + count(slice), 0)
    const streams = total(slice => slice.streams)
    return {
      counted: total(slice => slice.counted),
      failed: total(slice => slice.failed),
      streams,
      p95FirstTokenMs: streams === 0 ? null : shareWithin(slices, streams * 0.95),
      isWhole: now - this.#startedAt >= overMs,
    }
  }

  #slice(number: number): Slice {
    // Sound: there is at least one slice, and the place is within the list.
    const slice = this.#slices[number % this.#slices.length] as Slice
    if (slice.number !== number) {
      slice.number = number
      slice.counted = 0
      slice.failed = 0
      slice.streams = 0
      slice.steps.fill(0)
    }
    return slice
  }
}

function isClientsFault({ code }: Fault): boolean {
  return /^(request|app)\.|^(model\.unknown|capability\.missing|worker\.unknown|root\.stopping)$/.test(
    code,
  )
}

function stepOf(ms: number): number {
  const step = Math.floor((Math.log2(Math.max(ms, 1)) - shortestDoublings) * stepsADoubling)
  return Math.min(Math.max(step, 0), stepCount - 1)
}

/** The time within which so many were, as exactly as the steps are. */
function shareWithin(slices: readonly Slice[], wanted: number): number {
  let before = 0
  for (let step = 0; step < stepCount; step++) {
    const here = slices.reduce((sum, { steps }) => sum + (steps[step] ?? 0), 0)
    if (before + here >= wanted) return timeOf(step + (wanted - before) / here)
    before += here
  }
  return timeOf(stepCount)
}

function timeOf(step: number): number {
  return 2 ** (shortestDoublings + step / stepsADoubling)
}
