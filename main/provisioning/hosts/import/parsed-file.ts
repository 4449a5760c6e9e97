import type { RolloutName } from '#contract/model/deployment'
import type { HostLogin, HostWish } from '../host-wish.ts'

/** One entry of a file: what it asks for, or why it cannot be taken. */
export type ParsedEntry =
  | {
      readonly kind: 'wish'
      /** Where it stands, such as `line 3`. */
      readonly where: string
      readonly wish: HostWish
      readonly warnings: readonly string[]
    }
  | {
      readonly kind: 'refused'
      readonly where: string
      readonly name: string | null
      readonly reason: string
    }

export interface ParsedFile {
  readonly entries: readonly ParsedEntry[]
  /** How the file wants its hosts deployed; null where it does not say. */
  readonly rollout: RolloutName | 'auto' | null
  /** Of the file as a whole. */
  readonly warnings: readonly string[]
}

/** What holds for entries that do not say it. */
export interface EntryDefaults {
  /** Null where nobody said. */
  readonly user: string | null
  readonly login: HostLogin | null
  /** Who runs the root node: OpenSSH's own default. */
  readonly localUser: string
  readonly home: string
  /** The key that OpenSSH would try first, as a path; null where there is none. */
  readonly usualKey: string | null
}

/** Without a user: the one of Ubuntu's images, which Oracle's free machines run. */
export const usualUser = 'ubuntu'

/** Where an entry names no key. */
export function usualLogin({ login, usualKey }: EntryDefaults): HostLogin {
  if (login) return login
  return usualKey === null
    ? { kind: 'agent' }
    : { kind: 'private-key-file', path: usualKey, passphrase: null }
}

export const mostEntries = 1_000
