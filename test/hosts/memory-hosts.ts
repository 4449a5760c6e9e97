import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostSecrets, Hosts } from '#main/provisioning/hosts'
import { noSecrets } from '#main/provisioning/hosts/host-safe'
import { aHost } from '#test/fakes/a-host'

/** Hosts that are kept nowhere. */
export class MemoryHosts implements Hosts {
  readonly #hosts = new Map<HostId, Host>()
  readonly #secrets = new Map<HostId, HostSecrets>()

  add(host: Partial<Host> & Pick<Host, 'name'>, secrets: Partial<HostSecrets> = {}): Host {
    const id = HostId.parse(host.name)
    const whole = aHost(host.name, { address: '127.0.0.1', ...host })
    this.#hosts.set(id, whole)
    this.#secrets.set(id, { ...noSecrets, ...secrets })
    return whole
  }

  list(): readonly Host[] {
    return [...this.#hosts.values()]
  }

  get(id: HostId): Host {
    const host = this.#hosts.get(id)
    if (!host) throw new FaultError({ code: 'host.unknown', host: id })
    return host
  }

  change(id: HostId, change: Partial<Host>): Promise<Host> {
    const host = { ...this.get(id), ...change }
    this.#hosts.set(id, host)
    return Promise.resolve(host)
  }

  secretsOf(id: HostId): Promise<HostSecrets> {
    return Promise.resolve(this.#secrets.get(id) ?? noSecrets)
  }

  async saveSecrets(id: HostId, change: Partial<HostSecrets>): Promise<void> {
    this.#secrets.set(id, { ...(await this.secretsOf(id)), ...change })
  }
}
