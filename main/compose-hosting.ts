import { join } from 'node:path'
import { type HostId, WorkerId } from '#contract/ids'
import { type DeploymentAction, type HostDeployment, isOver } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import type { Cleanup } from './base/cleanup.ts'
import { systemClock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import { watchCertificates } from './compose-certificate-watch.ts'
import { composeDeployments, type DeploymentSurroundings } from './compose-deployments.ts'
import type { HostHands } from './compose-healing.ts'
import type { HostParts } from './compose-hosts.ts'
import { composeIdle } from './compose-idle.ts'
import { composePlans } from './compose-plans.ts'
import { composeReplacing } from './compose-replacing.ts'
import { composeTunnels, type TunnelParts, tunnelLinks } from './compose-tunnels.ts'
import type { EventFeed } from './events/event-feed.ts'
import type { Fleet } from './fleet/fleet.ts'
import { restWorker, wakeWorker } from './fleet/resting.ts'
import type { Route } from './gateway/route.ts'
import { workerLog } from './gateway/routes/worker-log.ts'
import type { Traffic } from './provisioning/deployments/around.ts'
import type { Deployments } from './provisioning/deployments/deployments.ts'
import { Discovery } from './provisioning/discovery/discovery.ts'
import type { IdleStanding } from './provisioning/idle/idle-rounds.ts'
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
  /** How hosts stand that may be taken back for being idle. */
  readonly idle: () => readonly IdleStanding[]
  /** Goes on with what the last end of the root node left in the middle. */
  begin(): void
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
  const { keys, revokedKeys } = around.hosts
  const links = new SshHostLinks(book, { keys, revokedKeys })
  const discovery = new Discovery({
    hosts: book,
    links: new SshHostLinks(book, { times: lookTimes, keys, revokedKeys }),
    clock: systemClock,
    preferredRegions: () => settings.preferredRegions,
  })

  const plans = composePlans({ ...around, book, links, onSecretChanged: () => tunnels.refresh() })
  const tunnels = composeTunnels(
    {
      ...{ fleet, hosts: book, log },
      openTunnelLink: tunnelLinks(book, links),
      addressOf: (host, link, signal) =>
        plans.coolify.addressOf(host, { ask: link.run.bind(link) }, signal),
      async noteAddress(id, address) {
        const { installed } = book.get(id)
        if (installed?.method === 'coolify') {
          await book.change(id, { installed: { ...installed, address } })
        }
      },
      rootFiles: () => plans.certificates.rootFiles(),
    },
    cleanup,
  )
  const parts = await composeDeployments(
    {
      ...{ database, hosts: book, links, publish, log },
      planner: plans.planner,
      discover: (id, signal) => seenNow(book.get(id), discovery, signal),
      traffic: trafficOf(fleet, book.get.bind(book), tunnels),
      redact: around.redact,
      note: around.note,
      tellLog: around.tellLog,
      folder: join(around.dataFolder, 'deployments'),
      hostNamed: name => book.find(name),
    },
    cleanup,
  )
  const { deployments } = parts
  cleanup.defer(book.onChange(() => void tunnels.refresh()))
  cleanup.defer(book.onWayOpened(id => void tunnels.refresh().then(() => tunnels.retry(id))))
  cleanup.defer(book.onRemove(() => void tunnels.refresh()))
  await tunnels.refresh()
  const idle = composeIdle({ database, book, links, tunnelOf: tunnels.stateOf, log }, cleanup)
  idle.begin()
  watchCertificates({ certificates: plans.certificates, book, deployments, log }, cleanup)

  const replacing = composeReplacing({ deployments, hosts: book, log }, cleanup)

  return {
    begin: () => replacing.begin(),
    idle: () => idle.standings(),
    routes: [
      ...around.hosts.routes({
        discovery,
        idleOf: host => idle.verdict(host),
        workingOn: id => deployments.workingOn(id),
      }),
      ...parts.routes,
      replacing.route,
      ...plans.coolify.routes,
      workerLog((name, wish, hear, signal) =>
        readWorkerLog(
          { hosts: book, links, containerOf: plans.coolify.containerOf, redact: around.redact },
          book.find(name).id,
          wish,
          hear,
          signal,
        ),
      ),
    ],
    hands: hostHands({
      hosts: book,
      isBusy: id => deployments.workingOn(id) !== null,
      deploy: (action, id, signal) => deployed(deployments, action, id, signal),
    }),
  }
}

function trafficOf(fleet: Fleet, hostOf: (id: HostId) => Host, tunnels: TunnelParts): Traffic {
  const workerOf = (id: HostId) => WorkerId.parse(hostOf(id).installed?.workerId ?? id)
  return {
    drain: (id, signal) => restWorker(fleet, workerOf(id), restWithinMs, signal),
    leave: id => tunnels.leave(id),
    async undrain(id) {
      await tunnels.stay(id)
      await wakeWorker(fleet, workerOf(id))
    },
    async onInstalled({ id }) {
      await tunnels.refresh()
      // What was refused may have been put right just now.
      tunnels.retry(id)
    },
    onUninstalled: () => tunnels.refresh(),
  }
}

async function seenNow(
  host: Host,
  discovery: Discovery,
  signal: AbortSignal,
): Promise<HostVerdict> {
  const { id, method, transport } = host
  // Such a host need not let us in, and a login that is refused counts there.
  if (method === 'coolify' && transport !== 'tunnel') return coolifyAlone
  const verdict = (await discovery.discover([id], signal)).get(id)
  signal.throwIfAborted()
  if (!verdict) throw new Error(`host ${id} was not looked at`)
  return verdict
}

const coolifyAlone: HostVerdict = {
  name: 'unseen',
  problems: [
    {
      ...{ code: 'coolify', isWarning: false, message: 'It is reached through Coolify alone.' },
      says: { sentence: 'coolify', facts: {} },
      help: 'For another method, change the method of the host first, and give it a login.',
    },
  ],
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
  if (signal.aborted) cancel()
  await deployments.over(id)
  signal.removeEventListener('abort', cancel)
  const deployment = deployments.get(id)
  const [host] = deployment.hosts
  if (!host || !isOver(deployment)) throw new Error('The deployment was broken off.')
  return host
}
