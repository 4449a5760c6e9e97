import type { HostId } from '#contract/ids'
import type { HostKey } from '#contract/model/host'
import type { Secret } from '../../base/secret.ts'
import type { HostLink } from '../host-link.ts'

/** One way to show who we are; with what is secret of it. */
export type SshLogin =
  | { readonly kind: 'private-key'; readonly key: Secret; readonly passphrase: Secret | null }
  | {
      readonly kind: 'private-key-file'
      readonly path: string
      readonly passphrase: Secret | null
    }
  /** `socket` is where the agent listens; null: where the system says. */
  | { readonly kind: 'agent'; readonly socket: string | null }
  | { readonly kind: 'password'; readonly password: Secret }

/** Where a connection goes. */
export interface SshPlace {
  readonly hostId: HostId
  /** Its name, for messages. */
  readonly host: string
  readonly address: string
  readonly port: number
  /** The host that it is reached through. */
  readonly via: HostLink | null
}

export interface SshTarget extends SshPlace {
  readonly user: string
  readonly login: SshLogin
  /** Null: nothing is sent to it, whatever it shows. */
  readonly pinned: HostKey | null
}

/** How long things may take; each in milliseconds. */
export interface SshTimes {
  /** Until a connection is logged in. */
  readonly readyMs: number
  /** Between two signs of life that are asked for; three unanswered ones end the connection. */
  readonly keepaliveMs: number
}

export const usualTimes: SshTimes = { readyMs: 20_000, keepaliveMs: 15_000 }
