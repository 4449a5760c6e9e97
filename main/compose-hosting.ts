import { join } from 'node:path'
import { type HostId, WorkerId } from '#contract/ids'
import { type DeploymentAction, type HostDeployment, isOver } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import type { Cleanup } from './base/cleanup.ts'
import { systemClock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import { composeDeployments, type DeploymentSurroundings } from './compose-deployments.ts'
import type { HostHands } from './compose-healing.ts'
import type { HostParts } from './compose-hosts.ts'
import { composePlans } from './compose-plans.ts'
import { composeTunnels, tunnelLinks } from './compose-tunnels.ts'
import type { EventFeed } from './events/event-feed.ts'
import type { Fleet } from './fleet/fleet.ts'
import { restWorker, wakeWorker } from './fleet/resting.ts'
import type { Route } from './gateway/route.ts'
import { workerLog } from './gateway/routes/worker-log.ts'
import type { Traffic } from './provisioning/deployments/around.ts'
import type { Deployments } from './provisioning/deployments/deployments.ts'
import { Discovery } from './provisioning/discovery/discovery.ts'
import { hostHands } from './provisioning/operating/host-hands.ts'
import { readWorkerLog } from './provisioning/operating/worker-log.ts'
import { SshHostLinks } from './provisioning/ssh/ssh-host-links.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'
import type { Sealer } from './settings/sealer.ts'
import type { OpenDatabase } from './store/open-database.ts'

/** What outlives a stop of the root node. */
export interface HostingSources {
  readonly database: OpenDatabase
  readonly sealer: Sealer
  readonly hosts: HostParts
  /** The folder of the built programs. */
  readonly programs: string
  readonly dataFolder: string
  readonly redact: (text: string) => string
  readonly note: DeploymentSurroundings['note']
}

export interface HostingSurroundings extends HostingSources {
  readonly fleet: Fleet
  readonly settings: ResolvedSettings
  readonly publish: EventFeed['publish']
  readonly tellLog: DeploymentSurroundings['tellLog']
  readonly protect: (secret: Secret) => void
  readonly log: Log
}

export interface HostingParts {
  readonly routes: readonly Route[]
  readonly hands: HostHands
}

/** Whoever waits to be told why a host does not answer waits for less than a deployment does. */
const lookTimes = { readyMs: 8_000, keepaliveMs: 15_000 }
/** What is under way on a worker may take so long before its host is worked on. */
const restWithinMs = 60_000

/** Joins hosts, what is done on them, and the workers that are there to the root node. */
export async function composeHosting(
  around: HostingSurroundings,
  cleanup: Cleanup,
): Promise<HostingParts> {
  const { database, fleet, settings, publish, log } = around
  const { book } = around.hosts
  const links = new SshHostLinks(book)
  const discovery = new Discovery({
    hosts: book,
    links: new SshHostLinks(book, { times: lookTimes }),
    clock: systemClock,
    preferredRegions: () => settings.preferredRegions,
  })

  const plans = composePlans({ ...around, book, links, onSecretChanged: () => tunnels.refresh() })
  const tunnels = composeTunnels(
    {
      ...{ fleet, hosts: book, log },
      openTunnelLink: tunnelLinks(book, links),
      rootFiles: () => plans.certificates.rootFiles(),
    },
    cleanup,
  )
  const parts = await composeDeployments(
    {
      ...{ database, hosts: book, links, publish, log },
      planner: plans.planner,
      discover: (id, signal) => seenNow(discovery, id, signal),
      traffic: trafficOf(fleet, book.get.bind(book), () => tunnels.refresh()),
      redact: around.redact,
      note: around.note,
      tellLog: around.tellLog,
      folder: join(around.dataFolder, 'deployments'),
      hostNamed: name => book.find(name),
    },
    cleanup,
  )
  const { deployments } = parts
  // A host that its owner changed may be reached now, and may have another name.
  cleanup.defer(
    book.onChange(({ id }) => {
      void tunnels.refresh().then(() => tunnels.retry(id))
    }),
  )
  cleanup.defer(book.onRemove(() => void tunnels.refresh()))
  await tunnels.refresh()

  return {
    routes: [
      ...around.hosts.routes(discovery),
      ...parts.routes,
      ...plans.coolify.routes,
      workerLog((name, wish, hear, signal) =>
        readWorkerLog(
          { hosts: book, links },
          book.find(name).id,
          wish,
          line => hear(around.redact(line)),
          signal,
        ),
      ),
    ],
    hands: hostHands({
      hosts: book,
      isBusy: id => deployments.isBusy(id),
      deploy: (action, id, signal) => deployed(deployments, action, id, signal),
    }),
  }
}

function trafficOf(
  fleet: Fleet,
  hostOf: (id: HostId) => Host,
  refresh: () => Promise<void>,
): Traffic {
  const workerOf = (id: HostId) => WorkerId.parse(hostOf(id).installed?.workerId ?? id)
  return {
    drain: (id, signal) => restWorker(fleet, workerOf(id), restWithinMs, signal),
    undrain: id => wakeWorker(fleet, workerOf(id)),
    onInstalled: refresh,
    onUninstalled: refresh,
  }
}

async function seenNow(
  discovery: Discovery,
  id: HostId,
  signal: AbortSignal,
): Promise<HostVerdict> {
  const verdict = (await discovery.discover([id], signal)).get(id)
  signal.throwIfAborted()
  if (!verdict) throw new Error(`host ${id} was not looked at`)
  return verdict
}

/** One host, to its end. */
async function deployed(
  deployments: Deployments,
  action: DeploymentAction,
  hostId: HostId,
  signal: AbortSignal,
): Promise<HostDeployment> {
  const id = await deployments.start({
    ...{ action, hosts: [hostId], strategy: 'Parallel', batchSize: null, minReplicas: null },
    ...{ version: null, method: null, breaksLock: false },
  })
  const cancel = () => void deployments.cancel(id).catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  await deployments.over(id)
  signal.removeEventListener('abort', cancel)
  const deployment = deployments.get(id)
  const [host] = deployment.hosts
  if (!host || !isOver(deployment)) throw new Error('The deployment was broken off.')
  return host
}
