import type { Vitals } from '#contract/wire/node'
import type { Clock } from '../base/clock.ts'
import type { Pulse } from './standing.ts'

/** Of what the heartbeats are: a worker, to whom the judgement is told. */
interface Beating {
  takePulse(pulse: Pulse, isStrained: boolean, now: number): boolean
}

export interface HeartbeatsOptions<W extends Beating> {
  readonly clock: Clock
  /** After this silence it is given up, but not before four heartbeats are missing. */
  readonly lostAfterMs: number
  /** It is another phase now. */
  onPhase(worker: W): void
  /** Heartbeats are missing: it should be looked at. */
  onSilence(worker: W): void
  /** The computer slept, or stood still: nobody could have been heard. */
  onWake(): void
}

interface Watched {
  intervalMs: number
  lastAt: number
  pulse: Pulse
  /** In a row, since it fell silent. */
  good: number
  isStrained: boolean
  /** Heartbeats in a row that had room to spare. */
  calm: number
}

const tickMs = 250
const missedForSuspect = 3
const missedForLost = 4
/** Of an interval: a heartbeat that is so late is not missed yet. */
const grace = 0.25
const goodForReturn = 2
const strainedAbove = 90
/** A tick that comes so much late, or a wall clock that moved so much more or less: a sleep, a stall or a jump. */
const wakeAfterMs = 5_000

/**
 * Judges workers by the heartbeats that they send, by the monotonic clock alone. Who sends none is
 * not judged here.
 */
export class Heartbeats<W extends Beating> {
  readonly #options: HeartbeatsOptions<W>
  readonly #watched = new Map<W, Watched>()
  #tickedAt: number
  #wallAt: number
  #timer: NodeJS.Timeout | null = null

  constructor(options: HeartbeatsOptions<W>) {
    this.#options = options
    this.#tickedAt = options.clock.monotonicMs()
    this.#wallAt = options.clock.wallMs()
  }

  start(): void {
    this.#timer = setInterval(() => this.tick(), tickMs)
    this.#timer.unref()
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  beat(worker: W, vitals: Vitals, intervalMs: number): void {
    const now = this.#options.clock.monotonicMs()
    const watched = this.#watched.get(worker) ?? begun(now, intervalMs)
    this.#watched.set(worker, watched)
    watched.lastAt = now
    watched.intervalMs = intervalMs
    if (watched.pulse !== 'good' && ++watched.good >= goodForReturn) watched.pulse = 'good'
    if (isStrained(vitals)) {
      watched.isStrained = true
      watched.calm = 0
    } else if (++watched.calm >= goodForReturn) watched.isStrained = false
    this.#tell(worker, watched)
  }

  /** It came anew, or is gone. */
  forget(worker: W): void {
    this.#watched.delete(worker)
  }

  /** Called by the timer, and by tests that move the clock. */
  tick(): void {
    const { clock, lostAfterMs, onSilence } = this.#options
    const now = clock.monotonicMs()
    if (this.#wasAway(now)) {
      for (const watched of this.#watched.values()) watched.lastAt = now
      this.#options.onWake()
      return
    }
    for (const [worker, watched] of this.#watched) {
      const { intervalMs, pulse } = watched
      const silentMs = now - watched.lastAt
      if (silentMs <= (missedForSuspect + grace) * intervalMs) continue
      watched.good = 0
      const isLost = silentMs > Math.max(lostAfterMs, (missedForLost + grace) * intervalMs)
      if (isLost) watched.pulse = 'lost'
      else if (pulse === 'good') watched.pulse = 'suspect'
      if (watched.pulse === pulse) continue
      onSilence(worker)
      this.#tell(worker, watched)
    }
  }

  #wasAway(now: number): boolean {
    const wall = this.#options.clock.wallMs()
    const passedMs = now - this.#tickedAt
    const jumpedMs = Math.abs(wall - this.#wallAt - passedMs)
    this.#tickedAt = now
    this.#wallAt = wall
    return passedMs > wakeAfterMs || jumpedMs > wakeAfterMs
  }

  #tell(worker: W, { pulse, isStrained: strained }: Watched): void {
    if (worker.takePulse(pulse, strained, this.#options.clock.wallMs())) {
      this.#options.onPhase(worker)
    }
  }
}

function begun(lastAt: number, intervalMs: number): Watched {
  return { intervalMs, lastAt, pulse: 'good', good: 0, isStrained: false, calm: 0 }
}

function isStrained({ cpu_usage, memory_usage }: Vitals): boolean {
  return Math.max(cpu_usage ?? 0, memory_usage ?? 0) > strainedAbove
}
