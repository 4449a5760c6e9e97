import type { Fault } from '#contract/fault'
import type { RoutableWire, RoutableWorker } from './routable-worker.ts'

/** Who may serve a request now, or why nobody does. */
export type Eligibility =
  | { readonly kind: 'free'; readonly workers: readonly RoutableWorker[] }
  /** Those who can are all full, or one is about to start: worth waiting for. */
  | { readonly kind: 'later' }
  | { readonly kind: 'nobody'; readonly fault: Fault }

/**
 * Keeps the workers that are healthy, offer the model, have a free slot and were not tried yet.
 * With no model named, the demo is left out as long as anybody else is up.
 */
export function eligible(
  workers: readonly RoutableWorker[],
  model: string | null,
  tried: ReadonlySet<RoutableWire>,
): Eligibility {
  const offering =
    model === null ? withoutDemo(workers) : workers.filter(each => each.offers(model))
  const ready = offering.filter(worker => worker.isReady && isUntried(worker, tried))
  const free = ready.filter(worker => worker.inFlight < worker.slots)
  if (free.length > 0) return { kind: 'free', workers: free }

  const mayStart = workers.some(worker => worker.isStarting && isUntried(worker, tried))
  if (ready.length > 0 || mayStart) return { kind: 'later' }
  return { kind: 'nobody', fault: whyNobody(workers, offering, model) }
}

/** A real worker that fails is not covered up by the demo; only where none is up does the demo answer. */
function withoutDemo(workers: readonly RoutableWorker[]): readonly RoutableWorker[] {
  const isRealReady = workers.some(worker => worker.isReady && !worker.isDemo)
  return isRealReady ? workers.filter(worker => !worker.isDemo) : workers
}

function isUntried(worker: RoutableWorker, tried: ReadonlySet<RoutableWire>): boolean {
  return worker.wire === null || !tried.has(worker.wire)
}

function whyNobody(
  workers: readonly RoutableWorker[],
  offering: readonly RoutableWorker[],
  model: string | null,
): Fault {
  if (model === null) return { code: 'fleet.none-ready' }
  if (offering.length > 0) return { code: 'model.unavailable', model }
  const offered = new Set(workers.filter(worker => worker.isReady).flatMap(worker => worker.models))
  if (offered.size === 0 && workers.length > 0) return { code: 'fleet.none-ready' }
  return { code: 'model.unknown', model, offered: [...offered].slice(0, 20) }
}
