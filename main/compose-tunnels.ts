import { type HostId, WorkerId } from '#contract/ids'
import type { Host, Installed } from '#contract/model/host'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import type { Fleet } from './fleet/fleet.ts'
import { addressHost } from './gateway/address-host.ts'
import type { HostLink, HostLinks } from './provisioning/host-link.ts'
import type { Hosts } from './provisioning/hosts.ts'
import { tunnelUser } from './provisioning/layout.ts'
import { serverNameOf, type TlsFiles } from './provisioning/tls/private-authority.ts'
import { MovingAddress } from './provisioning/tunnel/moving-address.ts'
import { Tunnel, type TunnelState } from './provisioning/tunnel/tunnel.ts'
import { Signer } from './worker-client/sign.ts'
import {
  type Credentials,
  WorkerConnection,
  type WorkerWay,
} from './worker-client/worker-connection.ts'

export interface TunnelSurroundings {
  readonly fleet: Fleet
  readonly hosts: Pick<Hosts, 'list' | 'secretsOf'>
  /** With the key that may do no more than reach the worker, where the host has one. */
  openTunnelLink(hostId: HostId, signal: AbortSignal): Promise<HostLink>
  /** Of a worker that gets another address with each start: where it is now. Null where it does not run. */
  addressOf(host: Host, link: HostLink, signal: AbortSignal): Promise<string | null>
  /** It answers at another address than the book says. */
  noteAddress(hostId: HostId, address: string): Promise<unknown>
  /** Who the root node is to workers that are reached by TLS. */
  rootFiles(): Promise<TlsFiles>
  readonly log: Log
}

export interface TunnelParts {
  /** Brings the fleet to what the book says now: after a deployment, and when a host was changed. */
  refresh(): Promise<void>
  /** A new try, whatever was refused before, for a host that may be reached now, and for those behind it. */
  retry(hostId: HostId): void
  /** Ends every connection to the worker of a host, which is out of the fleet until `stay`. */
  leave(hostId: HostId): Promise<void>
  /** It was not taken away, or is there again. */
  stay(hostId: HostId): Promise<void>
  /** Null where no worker of the host is reached through a tunnel. */
  stateOf(hostId: HostId): TunnelState | null
}

/** A worker on a host as it is in the fleet now. */
interface Hosted {
  readonly id: WorkerId
  readonly hostName: string
  /** Where it is and how it is reached: with another one, it is another worker. */
  readonly place: string
  readonly secret: Secret | null
  readonly connection: WorkerConnection
  readonly tunnel: Tunnel | null
  /** Null where it stays where it is. */
  readonly moving: MovingAddress | null
}

/** Joins the hosts that have a worker to the fleet, each by its way. */
export function composeTunnels(around: TunnelSurroundings, cleanup: Cleanup): TunnelParts {
  const { fleet, hosts, log } = around
  const hosted = new Map<HostId, Hosted>()
  const left = new Set<HostId>()
  let last: Promise<void> = Promise.resolve()

  const bring = async (host: Host, installed: Installed): Promise<void> => {
    const known = hosted.get(host.id)
    const { workerSecret } = await hosts.secretsOf(host.id)
    if (!known || known.place !== placeOf(host, installed)) {
      await drop(host.id)
      const added = openHosted(host, installed, workerSecret, around)
      const { id, hostName, connection } = added
      const { transport } = host
      hosted.set(host.id, added)
      try {
        await fleet.addHosted({ id, hostName, transport, url: urlOf(host, installed) }, connection)
      } catch (failure) {
        hosted.delete(host.id)
        added.tunnel?.close()
        await connection.close()
        throw failure
      }
      return
    }
    if (workerSecret && workerSecret.reveal() !== known.secret?.reveal()) {
      known.connection.signWith(workerSecret)
    }
    known.moving?.movedTo(installed.address)
    if (host.name !== known.hostName) fleet.renameHost(known.id, host.name)
    hosted.set(host.id, { ...known, hostName: host.name, secret: workerSecret })
  }

  const drop = async (id: HostId): Promise<void> => {
    const gone = hosted.get(id)
    if (!gone) return
    hosted.delete(id)
    await fleet.remove(gone.id)
    gone.tunnel?.close()
  }

  const refresh = async (): Promise<void> => {
    const kept = hosts.list().filter(({ id, installed }) => installed !== null && !left.has(id))
    const ids = new Set(kept.map(({ id }) => id))
    for (const id of [...hosted.keys()]) if (!ids.has(id)) await drop(id)
    for (const host of kept) {
      if (!host.installed) continue
      try {
        await bring(host, host.installed)
      } catch (cause) {
        log.error('worker of a host left out', { host: host.name, cause })
      }
    }
  }
  const refreshInTurn = (): Promise<void> => {
    last = last.catch(() => {}).then(refresh)
    return last
  }
  const isBehind = (id: HostId, other: HostId): boolean => {
    const list = hosts.list()
    let next = list.find(host => host.id === id)
    // A way is a few hosts long; one that is endless is refused by whoever goes it.
    for (let step = 0; next && step < 10; step++) {
      if (next.id === other) return true
      const { jump } = next
      next = list.find(host => host.id === jump)
    }
    return false
  }

  cleanup.defer(() => {
    for (const { tunnel } of hosted.values()) tunnel?.close()
  })
  cleanup.defer(
    fleet.onLookAnew(() => {
      for (const { tunnel } of hosted.values()) if (!isRefused(tunnel)) tunnel?.retryNow()
    }),
  )
  return {
    refresh: refreshInTurn,
    retry(id) {
      for (const [each, { tunnel }] of hosted) if (isBehind(each, id)) tunnel?.retryNow()
    },
    leave(id) {
      left.add(id)
      return refreshInTurn()
    },
    stay(id) {
      left.delete(id)
      return refreshInTurn()
    },
    stateOf: id => hosted.get(id)?.tunnel?.state ?? null,
  }
}

function openHosted(
  host: Host,
  installed: Installed,
  secret: Secret | null,
  around: TunnelSurroundings,
): Hosted {
  const { fleet, openTunnelLink, rootFiles, log } = around
  const id = WorkerId.parse(installed.workerId)
  const place = placeOf(host, installed)
  const credentials: Credentials = secret
    ? { kind: 'signed', signer: new Signer(secret) }
    : { kind: 'none' }
  const connect = (url: string, way?: WorkerWay) => new WorkerConnection(id, url, credentials, way)
  const known = { id, hostName: host.name, place, secret, moving: null }
  switch (host.transport) {
    case 'http':
      return { ...known, tunnel: null, connection: connect(urlOf(host, installed)) }
    case 'tls': {
      const serverName = serverNameOf(installed.workerId)
      const way: WorkerWay = { kind: 'tls', serverName, identity: rootFiles }
      return { ...known, tunnel: null, connection: connect(urlOf(host, installed), way) }
    }
    case 'tunnel': {
      const { address, port } = installed
      const moving = isMoving(installed) ? movingAddress(host, address, around) : null
      const tunnel = new Tunnel({
        ...{ address: moving ?? address, port, log: log.with({ host: host.name }) },
        open: signal => openTunnelLink(host.id, signal),
      })
      // Whatever it became, the fleet should know at once and not at the next health check.
      tunnel.onChange(({ name }) => {
        if (name === 'up' || name === 'down') fleet.suspect({ id })
      })
      tunnel.start()
      const url = `http://${addressHost(address)}:${port}`
      const connection = connect(url, {
        kind: 'dial',
        dial: signal => tunnel.dial(signal),
        onSilence: () => tunnel.doubt(),
      })
      return { ...known, tunnel, connection, moving }
    }
  }
}

/** Another try would be one more failed login, which hosts ban for; a computer that woke up changes nothing about it. */
const isRefused = (tunnel: Tunnel | null) =>
  tunnel?.state.name === 'down' && tunnel.state.retryAt === null

/** What the fleet shows; through a tunnel, two workers have the same address behind it. */
function urlOf({ address, port, transport }: Host, installed: Installed): string {
  const host = addressHost(address)
  if (transport === 'tunnel') return `ssh://${host}:${port}`
  return `${transport === 'tls' ? 'https' : 'http'}://${host}:${installed.port}`
}

function placeOf(host: Host, installed: Installed): string {
  const { transport, user, jump } = host
  const { workerId, port } = installed
  const address = isMoving(installed) ? null : installed.address
  return JSON.stringify([workerId, transport, host.address, host.port, user, jump, address, port])
}

/** Coolify opens no port: the container is reached in Docker's own network. */
const isMoving = ({ method }: Installed) => method === 'coolify'

function movingAddress(
  host: Host,
  last: string,
  { addressOf, noteAddress, log }: TunnelSurroundings,
): MovingAddress {
  const ofHost = log.with({ host: host.name })
  const onFailure = (cause: unknown) => ofHost.warn('container not found', { cause })
  return new MovingAddress({
    last,
    look: (link, signal) => addressOf(host, link, signal),
    onMove(address) {
      ofHost.info('container moved', { address })
      noteAddress(host.id, address).catch(onFailure)
    },
    onFailure,
  })
}

/**
 * As the user that may do no more than reach the worker. Where that is not set up, and for Coolify,
 * as the host's own: whoever looks for a container has to be root, and a key that may reach all of
 * Docker's network would reach the other containers there, too.
 */
export function tunnelLinks(
  hosts: Pick<Hosts, 'get' | 'secretsOf'>,
  links: HostLinks & {
    openAs(
      hostId: HostId,
      other: { readonly user: string; readonly key: Secret },
      signal: AbortSignal,
    ): Promise<HostLink>
  },
): TunnelSurroundings['openTunnelLink'] {
  return async (hostId, signal) => {
    const { tunnelKey } = await hosts.secretsOf(hostId)
    const { installed } = hosts.get(hostId)
    if (!tunnelKey || (installed && isMoving(installed))) return links.open(hostId, signal)
    return links.openAs(hostId, { user: tunnelUser, key: tunnelKey }, signal)
  }
}
