import type { Host } from '#contract/model/host'
import type { Secret } from '../../base/secret.ts'
import type { Step } from '../step.ts'
import type { CoolifyClient } from './coolify-client.ts'
import type { WorkerVariable } from './variables.ts'

/** A key pair that was made for one purpose. */
export interface NewKeyPair {
  /** In OpenSSH's form. */
  readonly privateKey: Secret
  /** Type, base64 and comment, as it stands in authorized_keys. */
  readonly publicLine: string
}

/** Where a worker should answer now. */
export interface ReachTarget {
  readonly host: Host
  /** As seen on the host, through the tunnel; else the host's own. */
  readonly address: string
  readonly port: number
}

/** What a plan for Coolify needs of others. */
export interface CoolifyPlanParts {
  readonly client: CoolifyClient
  readonly accountId: string
  /** As a registry names it, without a tag. */
  readonly image: string
  /** The tag that is brought where nobody wishes another. */
  readonly version: string
  /** What the worker is to find in its environment: the secret that it is signed to with, beside a new one that is to come, and keys of models. */
  variables(host: Host, newSecret?: Secret): Promise<readonly WorkerVariable[]>
  /** From that step on requests are signed with another secret, which the worker knows by then. */
  switchSecret(secret: Secret): Step
  makeKeyPair(comment: string): NewKeyPair | Promise<NewKeyPair>
  /** Keeps with the host which server it is. */
  remember(host: Host, coolify: NonNullable<Host['coolify']>): Promise<unknown>
  /** Asks for `/health`, signed; rejects unless the worker itself answered. */
  reach(target: ReachTarget, signal: AbortSignal): Promise<{ readonly version: string }>
}

/** Inside the image; the same outside, where a port is opened. */
export const workerPort = 3001
