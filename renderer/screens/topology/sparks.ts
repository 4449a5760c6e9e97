import type { LiveRequestChange } from '#contract/model/live-request'
import type { ProviderName } from '#contract/wire/health'
import type { FindProvider } from './traffic.ts'

/** On its way, answered, answered after another attempt, failed. */
export type SparkLook = 'going' | 'served' | 'rescued' | 'failed'

export interface Spark {
  look: SparkLook
  /** The app and the worker at the ends; one of them is null, as a spark runs along one wire. */
  appId: string | null
  workerId: string | null
  /** Towards the app. */
  /** Beyond the worker, where it is known. */
  provider: ProviderName | null
  isBack: boolean
  from: number
  until: number
  isUsed: boolean
}

type Way = Pick<Spark, 'appId' | 'workerId' | 'provider'>

const legMs = 560
const mostSparks = 240
/** Requests that nobody ended: the root stopped, or the window was hidden. */
const mostFollowed = 2_000

interface Followed {
  readonly appId: string
  readonly arrivesAt: number
  /** Of the last attempt. */
  readonly workerId: string | null
  readonly provider: ProviderName | null
}

/**
 * The sparks on the wires, for a canvas to draw frame by frame. They are taken from a pool and given
 * back, so a busy root makes no garbage; what finds no room is counted.
 */
export class Sparks {
  readonly #pool: readonly Spark[] = Array.from({ length: mostSparks }, freshSpark)
  readonly #apps = new Map<string, Followed>()
  readonly #findProvider: FindProvider
  #used = 0
  #uncounted = 0

  constructor(findProvider: FindProvider = () => null) {
    this.#findProvider = findProvider
  }

  /** How many are on their way. */
  get count(): number {
    return this.#used
  }

  /** How many found no room since it was asked last. */
  takeUnshown(): number {
    const unshown = this.#uncounted
    this.#uncounted = 0
    return unshown
  }

  take(change: LiveRequestChange, now: number): void {
    switch (change.type) {
      case 'request.began': {
        const { requestId, appId } = change.request
        if (this.#apps.size >= mostFollowed) this.#apps.clear()
        const arrivesAt = now + legMs
        this.#apps.set(requestId, { appId, arrivesAt, workerId: null, provider: null })
        this.#add('going', { appId }, false, now)
        return
      }
      case 'request.attempt': {
        const { requestId, workerId, attempt, model } = change
        const began = this.#apps.get(requestId)
        const provider = this.#findProvider(workerId, model)
        if (began) this.#apps.set(requestId, { ...began, workerId, provider })
        const look = attempt > 1 ? 'rescued' : 'going'
        const from = Math.max(now, began?.arrivesAt ?? now)
        this.#add(look, { workerId }, false, from)
        if (provider !== null) this.#add(look, { workerId, provider }, false, from + legMs)
        return
      }
      case 'request.over': {
        const { requestId, appId, workerId, outcome, attempts } = change.request
        const began = this.#apps.get(requestId)
        this.#apps.delete(requestId)
        if (outcome === 'cancelled') return
        const look =
          outcome !== 'served' ? 'failed' : attempts > 1 ? 'rescued' : ('served' as const)
        const isKnown = began?.workerId === workerId && outcome === 'served'
        const provider = isKnown ? (began?.provider ?? null) : null
        const legsOut = (workerId === null ? 0 : legMs) + (provider === null ? 0 : legMs)
        let from = Math.max(now, began ? began.arrivesAt + legsOut : now)
        if (workerId !== null && provider !== null) {
          this.#add(look, { workerId, provider }, true, from)
          from += legMs
        }
        if (workerId !== null) {
          this.#add(look, { workerId }, true, from)
          from += legMs
        }
        this.#add(look, { appId }, true, from)
      }
    }
  }

  /** Calls with each spark that is on its way now, and how far it is; lets go of those that arrived. */
  each(now: number, draw: (spark: Spark, share: number) => void): void {
    for (const spark of this.#pool) {
      if (!spark.isUsed) continue
      if (now >= spark.until) {
        spark.isUsed = false
        this.#used--
        continue
      }
      if (now < spark.from) continue
      const share = (now - spark.from) / (spark.until - spark.from)
      draw(spark, spark.isBack ? 1 - share : share)
    }
  }

  clear(): void {
    for (const spark of this.#pool) spark.isUsed = false
    this.#used = 0
    this.#apps.clear()
  }

  #add(
    look: SparkLook,
    { appId = null, workerId = null, provider = null }: Partial<Way>,
    isBack: boolean,
    from: number,
  ): void {
    const spark = this.#used < mostSparks ? this.#pool.find(each => !each.isUsed) : undefined
    if (!spark) {
      this.#uncounted++
      return
    }
    this.#used++
    const until = from + legMs
    Object.assign(spark, { look, appId, workerId, provider, isBack, from, until, isUsed: true })
  }
}

function freshSpark(): Spark {
  return {
    look: 'going',
    appId: null,
    workerId: null,
    provider: null,
    isBack: false,
    from: 0,
    until: 0,
    isUsed: false,
  }
}
