import type { Host, HostKeyRule, HostMethodChoice, HostTransport } from '#contract/model/host'
import type { Secret } from '../../base/secret.ts'

/** How to log in, as its owner says it, with what is secret of it. */
export type HostLogin =
  | {
      readonly kind: 'private-key'
      readonly privateKey: Secret
      readonly passphrase: Secret | null
    }
  | {
      readonly kind: 'private-key-file'
      readonly path: string
      readonly passphrase: Secret | null
    }
  | { readonly kind: 'agent' }
  | { readonly kind: 'password'; readonly password: Secret }

/** What its owner says of a host. */
export interface HostWish {
  /** Null: it is named after its address. */
  readonly name: string | null
  readonly address: string
  readonly port: number
  readonly user: string
  readonly region: string | null
  readonly monthlyCost: number | null
  readonly login: HostLogin
  /** The id or the name of another host. */
  readonly jump: string | null
  /** The fingerprint of the key that it must show. */
  readonly expectedFingerprint: string | null
  readonly keyRule: HostKeyRule
  readonly method: HostMethodChoice
  readonly coolify: Host['coolify']
  readonly transport: HostTransport
  readonly priority: number
  readonly isCritical: boolean
}

/** What is left out, or undefined, stays as it is. */
export type HostEdit = { readonly [K in keyof HostWish]?: HostWish[K] | undefined }

/** Where its owner says nothing else. */
export const usualWish = {
  name: null,
  port: 22,
  region: null,
  monthlyCost: null,
  jump: null,
  expectedFingerprint: null,
  keyRule: 'ask',
  method: 'auto',
  coolify: null,
  transport: 'tunnel',
  priority: 100,
  isCritical: false,
} as const satisfies Partial<HostWish>
