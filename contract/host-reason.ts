/** What a sentence is about, such as an address or a number. */
export type Facts = Readonly<Record<string, string | number>>

/** Why a host is not reached, or a key cannot be used. */
export const hostReasons = [
  'name-unknown',
  'no-name-server',
  'nothing-listens',
  'no-way',
  'no-network',
  'down',
  'hung-up',
  'hung-up-saying',
  'silent-dialling',
  'silent-greeting',
  'silent-agreeing',
  'silent-logging-in',
  'forbidden-address',
  'not-forwarded',
  'jump-not-through',
  'endless-way',
  'no-common',
  'key-exchanges',
  'host-keys',
  'ciphers',
  'empty',
  'putty',
  'public-half',
  'no-key',
  'cut-short',
  'too-many-rounds',
  'only-public',
  'old-kind',
  'wrong-passphrase',
  'damaged',
  'not-for-ssh',
  'no-agent',
  'agent-empty',
  'agent-silent',
  'not-from-the-top',
  'not-readable',
  'no-such-file',
  'not-allowed',
  'folder',
  'no-file',
  'too-large',
  'not-kept',
] as const
export type HostReasonCode = (typeof hostReasons)[number]

/** Beside the sentence in English, for whoever says it in another language. */
export interface HostReason {
  readonly code: HostReasonCode
  readonly facts: Facts
}

export const hostReason = (code: HostReasonCode, facts: Facts = {}): HostReason => ({ code, facts })
