import { providerOf } from '#contract/model/provider-of'
import type { Tracing } from '#contract/tracing'
import { AppRouter } from './apps/app-router.ts'
import type { Caller } from './apps/caller.ts'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { RunningAlerts } from './compose-alerts.ts'
import type { AppParts } from './compose-apps.ts'
import type { Measured } from './compose-metrics.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { LiveRequests } from './ipc/live-requests.ts'
import { RequestMetrics } from './observe/request-metrics.ts'
import { tracedRouter } from './observe/traced-router.ts'
import type { RequestRecord, RoutedRequest, RoutedSink } from './routing/routed-request.ts'
import { Router } from './routing/router.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'

type Traced = RoutedRequest & { readonly caller: Caller }

interface RoutingParts {
  readonly fleet: Fleet
  readonly settings: ResolvedSettings
  readonly apps: AppParts
  readonly alerts: RunningAlerts
  readonly live: LiveRequests
  readonly measured: Measured
  /** Null where nobody gathers traces. */
  readonly tracing: Tracing | null
  readonly log: Log
}

/** Joins the way of a request to its worker with all who are told of it. */
export function composeRouting(parts: RoutingParts, cleanup: Cleanup) {
  const { fleet, settings, apps, alerts, live, measured, tracing, log } = parts
  const requests = new RequestMetrics()
  const aliases = new Map(Object.entries(settings.modelAliases))
  const router = new Router({
    fleet,
    strategy: settings.strategy,
    modelStrategies: new Map(Object.entries(settings.modelStrategies)),
    aliases,
    maxRetries: settings.maxRetries,
    limits: {
      firstTokenMs: settings.firstTokenTimeoutMs,
      chunkMs: settings.chunkTimeoutMs,
      wholeMs: settings.workerTimeoutMs,
      waitMs: settings.workerTimeoutMs,
    },
    onCut: settings.streamRescue ? 'rescue' : 'error',
    isHedging: settings.hedging,
    onAttempt: live.attempted,
    onRecord(record) {
      requests.record(record)
      measured.requests.record(record)
      alerts.record(record)
      if (record.outcome === 'failed') log.warn('request failed', record)
      else log.debug('request over', record)
    },
  })
  cleanup.defer(() => router.close())

  const appRouter = new AppRouter({
    router: tracing ? tracedRouter<Traced, RoutedSink, RequestRecord>(router, tracing) : router,
    offered: capability =>
      fleet
        .all()
        .filter(worker => worker.isReady)
        .flatMap(worker => worker.models.filter(model => worker.can(capability, model))),
    cache: apps.cache,
    cost: apps.cost,
    provider(workerId, model) {
      const worker = fleet.find(workerId)
      return worker && providerOf(worker.snapshot(), model)
    },
    onBegan: live.began,
    onOver: apps.record,
  })
  return { router, appRouter, aliases, requests }
}
