import { WorkerId } from '#contract/ids'
import type { Host, HostTransport } from '#contract/model/host'
import type { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import type { Secret } from '#main/base/secret'
import { composeTunnels, type TunnelParts } from '#main/compose-tunnels'
import { Fleet } from '#main/fleet/fleet'
import type { FleetWorker } from '#main/fleet/fleet-worker'
import { noSecrets } from '#main/provisioning/hosts/host-safe'
import type { TlsFiles } from '#main/provisioning/tls/private-authority'
import { aHost } from '#test/fakes/a-host'
import type { LabHost } from './lab.ts'
import { keyOf, linkTo, workerPort, workerSecret } from './worker-on-host.ts'

export interface HostedFleet {
  readonly fleet: Fleet
  readonly tunnels: TunnelParts
  worker(name: string): FleetWorker
}

interface Wish {
  readonly transport: HostTransport
  readonly tunnelKey?: Secret
  readonly rootFiles?: () => Promise<TlsFiles>
}

/** A real fleet with one worker on each of these hosts, as the root node has it. */
export async function fleetOf(
  hosts: readonly LabHost[],
  { transport, tunnelKey, rootFiles }: Wish,
  cleanup: Cleanup,
): Promise<HostedFleet> {
  const fleet = new Fleet({
    connect: () => {
      throw new Error('only workers of hosts are asked for')
    },
    ...{ healthIntervalMs: 1_000, choices: new Map(), log: silentLog },
  })
  cleanup.defer(() => fleet.close())
  const secrets = { ...noSecrets, workerSecret, tunnelKey: tunnelKey ?? null }
  const tunnels = composeTunnels(
    {
      fleet,
      hosts: {
        list: () => hosts.map(host => recordOf(host, transport)),
        secretsOf: async () => secrets,
      },
      openTunnelLink(id, signal) {
        const host = hosts.find(({ name }) => name === id)
        if (!host) throw new Error(`no host ${id}`)
        return linkTo(host, tunnelKey ?? null, signal)
      },
      addressOf: async () => null,
      noteAddress: async () => {},
      rootFiles: rootFiles ?? (() => Promise.reject(new Error('no files'))),
      log: silentLog,
    },
    cleanup,
  )
  await tunnels.refresh()
  return {
    fleet,
    tunnels,
    worker(name) {
      const worker = fleet.find(WorkerId.parse(name))
      if (!worker) throw new Error(`no worker ${name}`)
      return worker
    },
  }
}

function recordOf(host: LabHost, transport: HostTransport): Host {
  const { name, address } = host
  const installed = { workerId: name, method: 'plain', version: '0', at: 0 } as const
  return aHost(name, {
    ...{ address, transport, hasOwnKey: true, method: 'plain' },
    trust: { name: 'pinned', key: keyOf(host), at: 0, because: 'owner' },
    installed: { ...installed, address: '127.0.0.1', port: workerPort },
  })
}
