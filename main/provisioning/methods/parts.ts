import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import type { Secret } from '../../base/secret.ts'
import type { Hosts } from '../hosts.ts'
import type { Plan, PlanWish } from '../plan.ts'
import type { Step } from '../step.ts'
import type { Told } from '../told.ts'

/** The worker program, and how it gets onto a host. */
export interface WorkerSupply {
  /** The newest version that can be had; FaultError when there is none. */
  newest(method: 'plain' | 'docker', architecture: string): Promise<string>
  /** Puts the files of a version in place below `versions/`. */
  files(version: string, architecture: string): Step
  /** Gets the image `banyan-worker:<version>` into the host's Docker. */
  image(version: string, architecture: string): Step
}

/** Key pairs of the root node's own. */
export interface OwnKeys {
  /** A new private key in OpenSSH's form. */
  generate(comment: string): Secret
  /** `ssh-ed25519 AAAA…`, whatever stands behind it. */
  publicLine(key: Secret): string
}

/** Connections of their own that are made only to see whether they can be; each rejects when not. */
export interface Proofs {
  /** A login as the host's user with this key and nothing else. */
  login(host: Host, key: Secret, signal: AbortSignal): Promise<void>
  /** A login as the tunnel user with this key. */
  tunnel(host: Host, key: Secret, signal: AbortSignal): Promise<void>
}

/** Requests by the transport that real ones go by; each resolves with what it found. */
export interface Reach {
  rootToWorker(host: Host, signal: AbortSignal): Promise<Told>
  workerToRoot(host: Host, signal: AbortSignal): Promise<Told>
}

/** What the worker listens with where the transport is `tls`; each in PEM. */
export interface TlsFiles {
  readonly certificate: string
  readonly key: Secret
  /** Of the authority whose clients it lets in. */
  readonly authority: string
  /** To be told when they are on the host: until then they are still to be brought. */
  arrived(): Promise<void>
}

/** What plans are made from. */
export interface PlannerParts {
  readonly hosts: Hosts
  readonly supply: WorkerSupply
  readonly keys: OwnKeys
  readonly proofs: Proofs
  readonly reach: Reach
  /** Keys of models and settings of providers, by the names of docs/worker.md. */
  workerSettings(host: Host): Readonly<Record<string, string>>
  /** From then on the worker's requests are signed with it. */
  onSecretChanged(host: Host, secret: Secret): Promise<void>
  tlsFiles(host: Host): Promise<TlsFiles>
  /** Whether passwords are to be switched off at the host's sshd. */
  isHardened(host: Host): boolean
  coolifyPlan(wish: PlanWish, host: Host, verdict: HostVerdict): Promise<Plan>
}
