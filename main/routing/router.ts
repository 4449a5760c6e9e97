import { Bag } from '../base/bag.ts'
import type { Exchange } from '../base/exchange.ts'
import { RequestRun } from './request-run.ts'
import type { RoutableFleet, RoutableWire } from './routable-worker.ts'
import type { RequestRecord, RoutedRequest, RoutedSink } from './routed-request.ts'
import type { Strategy } from './strategies/strategy.ts'
import { WaitingLine } from './waiting-line.ts'

export interface RouterOptions {
  readonly fleet: RoutableFleet
  readonly strategy: Strategy
  readonly maxRetries: number
  /** The longest silence of a worker, and the longest wait for a free slot. */
  readonly timeoutMs: number
  readonly onRecord: (record: RequestRecord) => void
}

const longestLine = 1_000

/** Finds a worker for each request, and another one when the first fails before its first byte. */
export class Router {
  readonly #options: RouterOptions & { readonly refusingUsage: WeakSet<RoutableWire> }
  readonly #line = new WaitingLine(longestLine)
  readonly #runs = new Bag<RequestRun>()
  readonly #unsubscribe: () => void
  #isStopping = false

  constructor(options: RouterOptions) {
    this.#options = { ...options, refusingUsage: new WeakSet() }
    this.#unsubscribe = options.fleet.onChange(() => this.#wakeLine())
  }

  get inFlight(): number {
    return this.#runs.size
  }

  /** `onOver` hears of this one request what `onRecord` hears of all. */
  route(
    request: RoutedRequest,
    sink: RoutedSink,
    onOver?: (record: RequestRecord) => void,
  ): Exchange {
    const run: RequestRun = new RequestRun(this.#options, this.#line, request, sink, record => {
      this.#runs.remove(run)
      this.#options.onRecord(record)
      onOver?.(record)
      this.#wakeLine()
    })
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

  #wakeLine(): void {
    if (this.#line.isEmpty) return
    const workers = this.#options.fleet.all()
    this.#line.wake(() => workers.some(worker => worker.isReady && worker.inFlight < worker.slots))
  }
}
