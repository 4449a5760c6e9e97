import { statusReason } from '#contract/model/offline-reason'
import type { Worker } from '#contract/model/worker'
import { type Capability, capabilitiesByName, capabilityNames } from '#contract/wire/capability'
import { modelsFor } from '#contract/wire/health'
import type { Route } from '../route.ts'

/** `GET /api/workers`: every worker that the root knows, whatever its state. */
export function workers(
  list: () => readonly Worker[],
  openBreakersOf: (workerId: string) => readonly string[],
): Route {
  return {
    method: 'GET',
    path: '/api/workers',
    access: 'owner',
    handle: call =>
      call.answer(200, {
        workers: list().map(worker => workerJson(worker, openBreakersOf(worker.id))),
      }),
  }
}

function workerJson(worker: Worker, openBreakers: readonly string[]) {
  const { load, phase } = worker
  const ended = load.served + load.failed
  return {
    id: worker.id,
    name: worker.name,
    url: worker.url,
    transport: worker.transport,
    origin: worker.origin,
    host: worker.hostName,
    status: phase.name,
    status_reason: statusReason(worker),
    version: worker.version,
    capabilities: capabilitiesOf(worker),
    models: worker.models,
    default_model: worker.defaultModel,
    providers: worker.providers,
    in_flight: load.inFlight,
    max_concurrent_requests: worker.slots,
    weight: worker.weight,
    priority: worker.priority,
    role: worker.role,
    served: load.served,
    failed: load.failed,
    error_rate: ended === 0 ? 0 : load.failed / ended,
    latency_ms: load.latencyMs,
    first_token_ms: load.firstTokenMs,
    open_breakers: openBreakers,
  }
}

export function capabilitiesOf({ providers, models }: Worker): readonly Capability[] {
  const can = (capability: Capability) =>
    providers.some(provider => modelsFor(provider, capability).length > 0) ||
    // A server that is no worker of ours tells no more than names.
    (providers.length === 0 && models.some(model => capabilitiesByName(model).includes(capability)))
  return capabilityNames.filter(can)
}
