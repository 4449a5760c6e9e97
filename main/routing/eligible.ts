import type { Fault } from '#contract/fault'
import type { Capability } from '#contract/wire/capability'
import type { Breakers } from './breakers.ts'
import type { CoolDowns } from './cool-downs.ts'
import type { RoutableFleet, RoutableWire, RoutableWorker } from './routable-worker.ts'

/** Who may serve a request now, or why nobody does. */
export type Eligibility =
  | { readonly kind: 'free'; readonly workers: readonly RoutableWorker[] }
  /** Those who can are all full, or one is about to start: worth waiting for. */
  | { readonly kind: 'later' }
  /** Those who can asked to be left alone for so long. */
  | { readonly kind: 'cooling'; readonly leftMs: number }
  | { readonly kind: 'nobody'; readonly fault: Fault }

export interface EligibilityQuery {
  readonly capability: Capability
  /** Null: any. */
  readonly model: string | null
  /** A worker's id or URL: it and no other. */
  readonly pin: string | null
  /** The same: it first, whatever its rank, if it can serve. */
  readonly prefer?: string | null
  /** The same: never it. */
  readonly avoid?: string | null
  readonly tried: readonly RoutableWire[]
}

/** With more of those who can out of order than this, breakers are not believed (Envoy's panic threshold). */
const panicShare = 0.5
const mostRemembered = 1_000

/**
 * Finds the workers that are healthy, can do this with the model, have a free slot, were not tried
 * yet, and are kept out neither by a breaker nor by their own wish. With no model named, the demo
 * is left out as long as anybody else is up. Of these, only those of the best rank.
 */
export class EligibleWorkers {
  readonly #fleet: RoutableFleet
  readonly #breakers: Breakers
  readonly #coolDowns: CoolDowns
  /** Who can do what, by capability and model, as long as the fleet stays as it is. */
  readonly #able = new Map<string, readonly RoutableWorker[]>()
  /** Whether all are of one rank, which is usual and costs nothing; null while that is not known. */
  #isFlat: boolean | null = null

  constructor(fleet: RoutableFleet, breakers: Breakers, coolDowns: CoolDowns) {
    this.#fleet = fleet
    this.#breakers = breakers
    this.#coolDowns = coolDowns
  }

  /** To be called when a worker came, went, or changed. */
  fleetChanged(): void {
    this.#able.clear()
    this.#isFlat = null
  }

  find(query: EligibilityQuery): Eligibility {
    const able = this.#withoutDemo(withoutAvoided(this.#ableTo(query), query), query)
    this.#isFlat ??= isFlat(this.#fleet.all())
    return this.#isFlat ? this.#among(able, query, true) : this.#byRank(able, query)
  }

  /** The preferred one, then the best rank; whoever is out of order comes after all who are not. */
  #byRank(able: readonly RoutableWorker[], query: EligibilityQuery): Eligibility {
    const { prefer = null } = query
    if (prefer !== null) {
      const preferred = able.filter(worker => isNamed(worker, prefer))
      const found = this.#among(preferred, query, false)
      if (found.kind === 'free') return found
    }
    const ranks = [...new Set(able.map(worker => worker.rank))].sort((a, b) => a - b)
    const tiers = ranks.map(rank => able.filter(worker => worker.rank === rank))
    for (const mayPanic of [false, true]) {
      for (const tier of tiers) {
        const found = this.#among(tier, query, mayPanic)
        if (found.kind === 'free') return found
      }
    }
    return this.#among(able, query, true)
  }

  #among(able: readonly RoutableWorker[], query: EligibilityQuery, mayPanic: boolean): Eligibility {
    const free: RoutableWorker[] = []
    let outOfOrder: RoutableWorker[] | null = null
    let ready = 0
    let isAnyFull = false
    let coolMs = Number.POSITIVE_INFINITY
    const model = query.model ?? ''
    for (const worker of able) {
      if (!worker.isReady) continue
      ready++
      if (!isUntried(worker, query.tried)) continue
      const leftMs = this.#coolDowns.areNone ? 0 : this.#coolDowns.leftMs(worker.id, model)
      if (leftMs > 0) {
        coolMs = Math.min(coolMs, leftMs)
        continue
      }
      const isFree = worker.inFlight < worker.slots
      const state = this.#breakers.areQuiet ? 'closed' : this.#breakers.state(worker.id, model)
      // One request finds out how it is; if it fails, another worker answers.
      if (state === 'probe' && isFree) return { kind: 'free', workers: [worker] }
      if (state !== 'closed') {
        outOfOrder ??= []
        outOfOrder.push(worker)
      } else if (isFree) free.push(worker)
      else isAnyFull = true
    }
    if (
      outOfOrder &&
      (mayPanic || free.length > 0) &&
      (outOfOrder.length > ready * panicShare || (free.length === 0 && !isAnyFull))
    ) {
      for (const worker of outOfOrder) {
        if (worker.inFlight < worker.slots) free.push(worker)
        else isAnyFull = true
      }
    }
    if (free.length > 0) return { kind: 'free', workers: free }
    if (isAnyFull || this.#mayStart(query)) return { kind: 'later' }
    if (coolMs < Number.POSITIVE_INFINITY) return { kind: 'cooling', leftMs: coolMs }
    return { kind: 'nobody', fault: whyNobody(this.#fleet.all(), able, query) }
  }

  #ableTo({ capability, model, pin }: EligibilityQuery): readonly RoutableWorker[] {
    if (pin !== null) {
      return this.#fleet
        .all()
        .filter(worker => isNamed(worker, pin) && worker.can(capability, model))
    }
    const key = model === null ? capability : `${capability} ${model}`
    const known = this.#able.get(key)
    if (known) return known
    const able = this.#fleet.all().filter(worker => worker.can(capability, model))
    // Clients may ask for names without end.
    if (this.#able.size >= mostRemembered) this.#able.clear()
    this.#able.set(key, able)
    return able
  }

  /** A real worker that fails, or cannot do this, is not covered up by the demo; only where none is up does the demo answer. */
  #withoutDemo(
    able: readonly RoutableWorker[],
    { model, pin }: EligibilityQuery,
  ): readonly RoutableWorker[] {
    if (model !== null || pin !== null || !able.some(worker => worker.isDemo)) return able
    const isRealReady = this.#fleet.all().some(worker => worker.isReady && !worker.isDemo)
    return isRealReady ? able.filter(worker => !worker.isDemo) : able
  }

  #mayStart({ pin, avoid = null, tried }: EligibilityQuery): boolean {
    return this.#fleet
      .all()
      .some(
        worker =>
          worker.isStarting &&
          isUntried(worker, tried) &&
          (pin === null || isNamed(worker, pin)) &&
          (avoid === null || !isNamed(worker, avoid)),
      )
  }
}

function isFlat(workers: readonly RoutableWorker[]): boolean {
  const [first] = workers
  return workers.every(worker => worker.rank === first?.rank)
}

/** By its id or its URL. */
export function isNamed({ id, url }: RoutableWorker, name: string): boolean {
  return id === name || (url !== null && url === name.replace(/\/+$/, ''))
}

function withoutAvoided(
  able: readonly RoutableWorker[],
  { avoid = null }: EligibilityQuery,
): readonly RoutableWorker[] {
  return avoid === null ? able : able.filter(worker => !isNamed(worker, avoid))
}

function isUntried({ wire }: RoutableWorker, tried: readonly RoutableWire[]): boolean {
  return tried.length === 0 || wire === null || !tried.includes(wire)
}

function whyNobody(
  all: readonly RoutableWorker[],
  able: readonly RoutableWorker[],
  { capability, model, pin }: EligibilityQuery,
): Fault {
  if (pin !== null) {
    const pinned = all.filter(worker => isNamed(worker, pin))
    if (pinned.length === 0) return { code: 'worker.unknown', workerId: pin }
    return whyNobody(pinned, able, { capability, model, pin: null, tried: [] })
  }
  const up = all.filter(worker => worker.isReady)
  const offered = [...new Set(up.flatMap(worker => worker.models))]
  if (model === null) {
    const isMissing = able.length === 0 && offered.length > 0
    return isMissing
      ? { code: 'capability.missing', capability, model, offered: [] }
      : { code: 'fleet.none-ready' }
  }
  if (able.length > 0) return { code: 'model.unavailable', model }
  if (all.some(worker => worker.offers(model))) {
    const can = offered.filter(each => up.some(worker => worker.can(capability, each)))
    return { code: 'capability.missing', capability, model, offered: can.slice(0, 20) }
  }
  if (offered.length === 0 && all.length > 0) return { code: 'fleet.none-ready' }
  return { code: 'model.unknown', model, offered: offered.slice(0, 20) }
}
