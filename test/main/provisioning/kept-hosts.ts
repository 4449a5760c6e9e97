import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostChange, HostSecrets, Hosts } from '#main/provisioning/hosts'
import { noSecrets } from '#main/provisioning/hosts/host-safe'

/** A book of one host that is forgotten with the test. */
export class KeptHosts implements Hosts {
  #host: Host
  #secrets: HostSecrets

  constructor(host: Host, secrets: Partial<HostSecrets> = {}) {
    this.#host = host
    this.#secrets = { ...noSecrets, ...secrets }
  }

  list(): readonly Host[] {
    return [this.#host]
  }

  get(_id: HostId): Host {
    return this.#host
  }

  async change(_id: HostId, change: HostChange): Promise<Host> {
    this.#host = { ...this.#host, ...change }
    return this.#host
  }

  async secretsOf(_id: HostId): Promise<HostSecrets> {
    return this.#secrets
  }

  async saveSecrets(_id: HostId, change: Partial<HostSecrets>): Promise<void> {
    this.#secrets = { ...this.#secrets, ...change }
  }
}
