import type { StrategyName } from '#contract/model/strategy'
import { Bag } from '../base/bag.ts'
import type { Exchange } from '../base/exchange.ts'
import { Affinity } from './affinity.ts'
import { Breakers } from './breakers.ts'
import { CoolDowns } from './cool-downs.ts'
import { EligibleWorkers } from './eligible.ts'
import { Hedging } from './hedging.ts'
import type { ModelAliases } from './model-plan.ts'
import { RequestRun } from './request-run.ts'
import { RetryBudget } from './retry-budget.ts'
import type { RoutableFleet } from './routable-worker.ts'
import type { RequestRecord, RoutedRequest, RoutedSink } from './routed-request.ts'
import type { OnAttempt, Routing, RoutingLimits } from './routing.ts'
import { WaitingLine } from './waiting-line.ts'

export interface RouterOptions {
  readonly fleet: RoutableFleet
  readonly strategy: StrategyName
  readonly modelStrategies: ReadonlyMap<string, StrategyName>
  readonly aliases: ModelAliases
  readonly maxRetries: number
  readonly limits: RoutingLimits
  readonly onCut: 'rescue' | 'error'
  readonly isHedging: boolean
  readonly onAttempt?: OnAttempt
  /** Told of each request when it is over. */
  readonly onRecord: (record: RequestRecord) => void
}

/** More than any local app has open at once; past it, a clear 429 is better than a longer wait. */
const longestLine = 1_000

type OnOver = (record: RequestRecord) => void

/** Finds a worker for each request, and another one when the first fails. */
export class Router {
  readonly #options: RouterOptions
  readonly #routing: Routing
  readonly #runs = new Bag<RequestRun>()
  readonly #unsubscribe: () => void
  #isStopping = false

  constructor(options: RouterOptions) {
    const { fleet } = options
    const now = () => performance.now()
    const breakers = new Breakers(now)
    const coolDowns = new CoolDowns(now)
    let turns = 0
    this.#options = options
    this.#routing = {
      ...options,
      breakers,
      coolDowns,
      eligible: new EligibleWorkers(fleet, breakers, coolDowns),
      budget: new RetryBudget(now),
      affinity: new Affinity(now),
      hedging: new Hedging(options.isHedging),
      line: new WaitingLine(longestLine),
      refusingUsage: new WeakSet(),
      nextTurn: () => turns++,
      suspect: worker => fleet.suspect(worker),
    }
    this.#unsubscribe = fleet.onChange(() => {
      this.#routing.eligible.fleetChanged()
      this.#forgetThoseDown()
      this.#wakeLine()
    })
  }

  get inFlight(): number {
    return this.#runs.size
  }

  /** How many wait for a free slot. */
  get waiting(): number {
    return this.#routing.line.size
  }

  /** Whether that worker failed too often of late to be asked for this model; null: for any. */
  isOutOfOrder(workerId: string, model: string | null): boolean {
    return this.#routing.breakers.state(workerId, model ?? '') === 'open'
  }

  /** Requests that failed at that worker one after the other, by its fault. */
  faultsInARow(workerId: string): number {
    return this.#routing.breakers.faultsInARow(workerId)
  }

  /** The sessions of that worker go elsewhere from now on; how many there were. */
  moveSessions(workerId: string): number {
    return this.#routing.affinity.forgetWorker(workerId)
  }

  /** The models whose breakers are open at that worker; empty for any model. */
  openBreakersOf(workerId: string): readonly string[] {
    return this.#routing.breakers.openOf(workerId)
  }

  /** `onOver` hears of this one request what `onRecord` hears of all. */
  route(request: RoutedRequest, sink: RoutedSink, onOver?: OnOver): Exchange {
    const run = new RequestRun(this.#routing, request, sink, (over, record) =>
      this.#over(over, record, onOver),
    )
    this.#runs.add(run)
    if (this.#isStopping) run.fail({ code: 'root.stopping' })
    else run.start()
    return run
  }

  /** From now on nothing begins: what waits for a worker is refused, what has one may finish. */
  beginNothing(): void {
    this.#isStopping = true
    for (const run of this.#runs.members()) if (!run.hasWorker) run.fail({ code: 'root.stopping' })
  }

  /** Ends whatever is still under way, with a fault that says so. */
  close(): void {
    this.#unsubscribe()
    for (const run of this.#runs.members()) run.fail({ code: 'root.stopping' })
  }

  #over(run: RequestRun, record: RequestRecord, onOver: OnOver | undefined): void {
    this.#runs.remove(run)
    if (record.firstTokenMs !== null) this.#routing.hedging.note(record.firstTokenMs)
    this.#options.onRecord(record)
    onOver?.(record)
    this.#wakeLine()
  }

  /** Who comes back is another: it was started anew, or can be reached again. */
  #forgetThoseDown(): void {
    const { breakers } = this.#routing
    if (breakers.areQuiet) return
    for (const worker of this.#options.fleet.all()) {
      if (!worker.isReady) breakers.forget(worker.id)
    }
  }

  #wakeLine(): void {
    const { line } = this.#routing
    if (line.isEmpty) return
    const workers = this.#options.fleet.all()
    line.wake(() => workers.some(worker => worker.isReady && worker.inFlight < worker.slots))
  }
}
