import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import type { CoolifyAccount, CoolifyServer } from '#contract/model/coolify'
import type { Host, HostTransport } from '#contract/model/host'

/** A server of a Coolify, as a host is made of it. */
export interface HostFromCoolify
  extends Pick<Host, 'name' | 'address' | 'port' | 'user' | 'transport'> {
  readonly method: 'coolify'
  readonly coolify: { readonly accountId: string; readonly serverUuid: string }
}

/** FaultError `host.exists` for one that is there. */
export type AddHost = (host: HostFromCoolify) => Promise<{ readonly id: HostId }>

export interface ImportedServer {
  readonly uuid: string
  readonly name: string
  readonly hostId: string | null
  readonly result: 'added' | 'known' | 'failed'
  readonly detail: string | null
}

interface ImportOrder {
  readonly account: CoolifyAccount
  readonly servers: readonly CoolifyServer[]
  /** Null: all. */
  readonly wished: readonly string[] | null
  readonly transport: HostTransport
  readonly hosts: readonly Host[]
}

/** The host that a server was added as; an address is enough, whoever added it. */
export function hostOf(
  { id }: CoolifyAccount,
  { uuid, address }: Pick<CoolifyServer, 'uuid' | 'address'>,
  hosts: readonly Host[],
): Host | null {
  const isSame = ({ coolify }: Host) => coolify?.accountId === id && coolify.serverUuid === uuid
  return hosts.find(isSame) ?? hosts.find(host => host.address === address) ?? null
}

/** One after the other, each for itself: what fails is told and hinders nothing. */
export async function importServers(
  { account, servers, wished, transport, hosts }: ImportOrder,
  addHost: AddHost,
): Promise<readonly ImportedServer[]> {
  const done: ImportedServer[] = []
  for (const uuid of wished ?? servers.map(server => server.uuid)) {
    const server = servers.find(each => each.uuid === uuid)
    if (!server) {
      const detail = 'Coolify has no such server.'
      done.push({ uuid, name: uuid, hostId: null, result: 'failed', detail })
      continue
    }
    const { name } = server
    const address = addressFromHere(server, account)
    const known = hostOf(account, { uuid, address }, hosts)
    if (known) {
      done.push({ uuid, name, hostId: known.id, result: 'known', detail: null })
      continue
    }
    try {
      const { port, user } = server
      const coolify = { accountId: account.id, serverUuid: uuid }
      const host = { name, address, port, user, transport, method: 'coolify', coolify } as const
      const { id } = await addHost(host)
      done.push({ uuid, name, hostId: id, result: 'added', detail: null })
    } catch (failure) {
      if (!(failure instanceof FaultError)) throw failure
      const result = failure.fault.code === 'host.exists' ? 'known' : 'failed'
      done.push({ uuid, name, hostId: null, result, detail: failure.message })
    }
  }
  return done
}

/** The server that Coolify itself runs on is known to it by a name that means nothing elsewhere. */
export function addressFromHere({ address }: CoolifyServer, { url }: CoolifyAccount): string {
  const isItself = address === 'host.docker.internal' || address === 'localhost'
  return isItself ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : address
}
