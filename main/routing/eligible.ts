import type { Fault } from '#contract/fault'
import type { Capability } from '#contract/wire/capability'
import type { RoutableWire, RoutableWorker } from './routable-worker.ts'

/** Who may serve a request now, or why nobody does. */
export type Eligibility =
  | { readonly kind: 'free'; readonly workers: readonly RoutableWorker[] }
  /** Those who can are all full, or one is about to start: worth waiting for. */
  | { readonly kind: 'later' }
  | { readonly kind: 'nobody'; readonly fault: Fault }

/**
 * Keeps the workers that are healthy, can do this with the model, have a free slot and were not
 * tried yet. With no model named, the demo is left out as long as anybody else is up.
 */
export function eligible(
  workers: readonly RoutableWorker[],
  capability: Capability,
  model: string | null,
  tried: ReadonlySet<RoutableWire>,
  pin: string | null,
): Eligibility {
  if (pin !== null) {
    const pinned = workers.filter(worker => isNamed(worker, pin))
    if (pinned.length === 0)
      return { kind: 'nobody', fault: { code: 'worker.unknown', workerId: pin } }
    return eligible(pinned, capability, model, tried, null)
  }
  const asked = model === null ? withoutDemo(workers) : workers
  const able = asked.filter(worker => worker.can(capability, model))
  const ready = able.filter(worker => worker.isReady && isUntried(worker, tried))
  const free = ready.filter(worker => worker.inFlight < worker.slots)
  if (free.length > 0) return { kind: 'free', workers: free }

  const mayStart = workers.some(worker => worker.isStarting && isUntried(worker, tried))
  if (ready.length > 0 || mayStart) return { kind: 'later' }
  return { kind: 'nobody', fault: whyNobody(workers, able, capability, model) }
}

/** A real worker that fails is not covered up by the demo; only where none is up does the demo answer. */
function withoutDemo(workers: readonly RoutableWorker[]): readonly RoutableWorker[] {
  const isRealReady = workers.some(worker => worker.isReady && !worker.isDemo)
  return isRealReady ? workers.filter(worker => !worker.isDemo) : workers
}

/** By its id or its URL. */
export function isNamed({ id, url }: RoutableWorker, name: string): boolean {
  return id === name || (url !== null && url === name.replace(/\/+$/, ''))
}

function isUntried(worker: RoutableWorker, tried: ReadonlySet<RoutableWire>): boolean {
  return worker.wire === null || !tried.has(worker.wire)
}

function whyNobody(
  workers: readonly RoutableWorker[],
  able: readonly RoutableWorker[],
  capability: Capability,
  model: string | null,
): Fault {
  const up = workers.filter(worker => worker.isReady)
  const offered = [...new Set(up.flatMap(worker => worker.models))]
  if (model === null) {
    const isMissing = able.length === 0 && offered.length > 0
    return isMissing
      ? { code: 'capability.missing', capability, model, offered: [] }
      : { code: 'fleet.none-ready' }
  }
  if (able.length > 0) return { code: 'model.unavailable', model }
  if (workers.some(worker => worker.offers(model))) {
    const can = offered.filter(each => up.some(worker => worker.can(capability, each)))
    return { code: 'capability.missing', capability, model, offered: can.slice(0, 20) }
  }
  if (offered.length === 0 && workers.length > 0) return { code: 'fleet.none-ready' }
  return { code: 'model.unknown', model, offered: offered.slice(0, 20) }
}
