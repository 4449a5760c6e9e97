import { availableParallelism } from 'node:os'
import { WorkerId } from '#contract/ids'
import type { HealingRecord } from '#contract/model/healing'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { LocalParts } from './compose-local.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { FleetWorker } from './fleet/fleet-worker.ts'
import type { Route } from './gateway/route.ts'
import { healing } from './gateway/routes/healing.ts'
import type { Hand, Hands } from './healing/hands.ts'
import { Healer } from './healing/healer.ts'
import { Isolation } from './healing/isolation.ts'
import { Replicas } from './healing/replicas.ts'
import { type SeenWorker, wholeFleet } from './healing/seen-fleet.ts'
import type { Router } from './routing/router.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'

/** What can be done about a worker on a host of its own. */
export interface HostHands {
  /** Starts the program on its host anew. */
  readonly restart: Hand
  /** Makes another worker on a host that has room. */
  readonly replicate: Hand
  /** Makes it anew on another host, and takes it away here. */
  readonly migrate: Hand
}

export interface HealingSurroundings {
  readonly fleet: Fleet
  readonly router: Router
  readonly local: LocalParts
  readonly hosts: HostHands
  readonly settings: ResolvedSettings
  readonly publish: (type: string, subject: string, data: HealingRecord) => void
  readonly log: Log
}

const isolatedMs = 15_000
/** One that has no processor left is spared for longer. */
const sparedMs = 60_000
const retireEveryMs = 30_000

/** Joins what sees that a worker is not well with what can be done about it. */
export function composeHealing(
  around: HealingSurroundings,
  cleanup: Cleanup,
): { readonly routes: readonly Route[]; begin(): void } {
  const { fleet, router, local, settings, publish, log } = around
  const isolation = new Isolation(isolator(fleet))
  cleanup.defer(() => isolation.close())
  const replicas = new Replicas(
    {
      add: (name, signal) => local.add(WorkerId.parse(name), signal),
      remove: name => local.remove(WorkerId.parse(name)),
      isIdle: name => (fleet.find(WorkerId.parse(name))?.inFlight ?? 0) === 0,
    },
    Math.min(4, availableParallelism()),
    () => performance.now(),
  )
  const healer = new Healer({
    mode: settings.healing,
    look: () => ({
      workers: fleet.all().map(worker => seenWorker(worker, router)),
      waiting: router.waiting,
    }),
    hands: handsOf(around, isolation, replicas),
    onRecord: record => publish(`healing.${record.action}`, record.subject, record),
    log,
  })
  cleanup.defer(() => healer.close())
  return {
    routes: healing({ mode: settings.healing, healer }),
    begin() {
      healer.begin()
      const timer = setInterval(() => {
        replicas.retire().catch(cause => log.error('extra worker did not end', { cause }))
      }, retireEveryMs)
      timer.unref()
      cleanup.defer(() => clearInterval(timer))
    },
  }
}

function handsOf(
  { fleet, router, local, hosts }: HealingSurroundings,
  isolation: Isolation,
  replicas: Replicas,
): Hands {
  const isLocal = (subject: string) => find(fleet, subject)?.identity.origin === 'local'
  const others = (subject: string) => canDoWithout(fleet, subject)
  const isUp = (subject: string) => find(fleet, subject)?.isReady ?? false
  return {
    Isolate: {
      can: subject => isUp(subject) && others(subject),
      async do(subject) {
        isolation.begin(subject, isolatedMs)
        return `It gets no requests for ${isolatedMs / 1_000} s.`
      },
    },
    Rebalance: {
      can: subject => !isUp(subject) || others(subject),
      async do(subject) {
        const moved = `${router.moveSessions(subject)} sessions go elsewhere.`
        if (!isUp(subject)) return moved
        isolation.begin(subject, sparedMs)
        return `${moved} It gets no new requests for ${sparedMs / 1_000} s.`
      },
    },
    Restart: {
      can: subject => isLocal(subject) || hosts.restart.can(subject),
      do: (subject, signal) =>
        isLocal(subject)
          ? local.restart(WorkerId.parse(subject), signal)
          : hosts.restart.do(subject, signal),
    },
    Replicate: {
      can: subject => hosts.replicate.can(subject) || (local.isEnabled && replicas.canGrow),
      do: (subject, signal) =>
        hosts.replicate.can(subject) ? hosts.replicate.do(subject, signal) : replicas.grow(signal),
    },
    Migrate: hosts.migrate,
  }
}

/** Whether others who are up offer all that it does. */
function canDoWithout(fleet: Fleet, subject: string): boolean {
  const models = find(fleet, subject)?.models ?? []
  const others = fleet.all().filter(each => each.isReady && !each.isDemo && each.id !== subject)
  return others.length > 0 && models.every(model => others.some(other => other.offers(model)))
}

function isolator(fleet: Fleet) {
  const set = (subject: string, isIsolated: boolean) => {
    const worker = find(fleet, subject)
    if (!worker) return
    worker.isolate(isIsolated, Date.now())
    fleet.announce(worker)
  }
  return {
    isolate: (subject: string) => set(subject, true),
    release: (subject: string) => set(subject, false),
  }
}

function find(fleet: Fleet, subject: string): FleetWorker | null {
  return subject === wholeFleet ? null : fleet.find(WorkerId.parse(subject))
}

function seenWorker(worker: FleetWorker, router: Router): SeenWorker {
  return {
    id: worker.id,
    state: stateOf(worker),
    faultsInARow: router.faultsInARow(worker.id),
    isFull: worker.inFlight >= worker.slots,
  }
}

function stateOf({ phase }: FleetWorker): SeenWorker['state'] {
  switch (phase.name) {
    case 'healthy':
    case 'suspect':
      return 'up'
    case 'degraded':
      return 'strained'
    case 'isolated':
      return 'isolated'
    case 'starting':
    case 'draining':
    case 'maintenance':
      return 'out-of-service'
    case 'offline':
      return phase.reason.kind === 'given-up' ? 'given-up' : stateOfOffline(phase.reason.kind)
  }
}

/** What its owner stopped, and what was not looked at yet, is no concern of healing. */
function stateOfOffline(reason: string): SeenWorker['state'] {
  return reason === 'stopped' || reason === 'unseen' ? 'out-of-service' : 'offline'
}
