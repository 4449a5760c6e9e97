import type { HostId } from '../ids.ts'
import { type HostMethod, type HostVerdict, hostMethods } from './host-facts.ts'

export const hostMethodChoices = ['auto', ...hostMethods] as const
export type HostMethodChoice = 'auto' | HostMethod

export const hostTransports = ['tunnel', 'tls', 'http'] as const
/** How requests reach the worker of a host: through SSH, by mutual TLS, or signed in the clear. */
export type HostTransport = (typeof hostTransports)[number]

/** The public key by which a host is known. */
export interface HostKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string
  /** `SHA256:` and 43 characters, as OpenSSH shows it. */
  readonly fingerprint: string
  /** Base64, as it stands in known_hosts. */
  readonly blob: string
}

/** Why a pinned key is believed. */
export const pinReasons = ['owner', 'expected', 'known-hosts', 'first-contact'] as const
export type PinReason = (typeof pinReasons)[number]

/**
 * No secret is sent to a host that is not pinned, or whose key changed. `expected` is the
 * fingerprint that its owner gave beforehand: no other key is pinned without being asked.
 */
export type HostTrust =
  | { readonly name: 'unseen'; readonly expected?: string }
  | { readonly name: 'offered'; readonly key: HostKey; readonly expected?: string }
  | {
      readonly name: 'pinned'
      readonly key: HostKey
      readonly at: number
      readonly because: PinReason
    }
  | { readonly name: 'changed'; readonly pinned: HostKey; readonly offered: HostKey }

/** How the root node logs in; what is secret of it is kept apart. */
export type HostAuth =
  | { readonly kind: 'private-key' }
  | { readonly kind: 'private-key-file'; readonly path: string }
  | { readonly kind: 'agent' }
  | { readonly kind: 'password' }

/** Who may be asked for a host key that is not known yet. */
export type HostKeyRule = 'ask' | 'accept-new'

/** What a deployment left on a host. */
export interface Installed {
  /** The host's own id: there is one worker of ours on a host. */
  readonly workerId: string
  readonly method: HostMethod
  readonly version: string
  /** Where the worker listens, as seen on the host. */
  readonly address: string
  readonly port: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** A machine, as its owner described it and as it was found. */
export interface Host {
  readonly id: HostId
  readonly name: string
  readonly address: string
  readonly port: number
  readonly user: string
  readonly region: string | null
  /** US dollars a month; null where nobody said. */
  readonly monthlyCost: number | null
  readonly auth: HostAuth
  /** Whether a key pair of the root node's own is installed; it is used from then on. */
  readonly hasOwnKey: boolean
  /** The host that it is reached through. */
  readonly jump: HostId | null
  readonly keyRule: HostKeyRule
  readonly method: HostMethodChoice
  /** Which Coolify manages it, and as which of its servers, once that is known. */
  readonly coolify: { readonly accountId: string; readonly serverUuid: string | null } | null
  readonly transport: HostTransport
  /** Deployed first where the strategy goes by priority; 0 is first, and 100 usual. */
  readonly priority: number
  /** Must not be without: deployed redundantly where the strategy is chosen for it. */
  readonly isCritical: boolean
  readonly trust: HostTrust
  readonly verdict: HostVerdict | null
  readonly installed: Installed | null
  /** Milliseconds since 1970. */
  readonly addedAt: number
}
