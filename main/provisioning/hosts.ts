import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { Secret } from '../base/secret.ts'

/** What is secret of a host; each null where there is none. */
export interface HostSecrets {
  /** As its owner gave it, in any form that OpenSSH knows. */
  readonly privateKey: Secret | null
  readonly passphrase: Secret | null
  readonly password: Secret | null
  /** The root node's own private keys, in OpenSSH's form: to administer the host, and to reach its worker. */
  readonly adminKey: Secret | null
  readonly tunnelKey: Secret | null
  /** What requests to its worker are signed with. */
  readonly workerSecret: Secret | null
  /** What its worker listens with by TLS, as JSON. */
  readonly tlsFiles: Secret | null
}

/** What the root node learns about a host, or is told of it. */
export type HostChange = Partial<
  Pick<Host, 'trust' | 'verdict' | 'installed' | 'hasOwnKey' | 'method' | 'transport' | 'coolify'>
>

/** The hosts that there are; every write resolves when it is on disk. */
export interface Hosts {
  list(): readonly Host[]
  /** FaultError `host.unknown`. */
  get(id: HostId): Host
  change(id: HostId, change: HostChange): Promise<Host>
  secretsOf(id: HostId): Promise<HostSecrets>
  saveSecrets(id: HostId, change: Partial<HostSecrets>): Promise<void>
}
