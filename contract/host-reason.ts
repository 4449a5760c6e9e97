/** What a sentence is about, such as an address or a number. */
export type Facts = Readonly<Record<string, string | number>>

/** The facts that sentences of a list need: the list names them beside each code. */
export type FactsFor<L, C extends keyof L> = L[C] extends readonly (infer N extends string)[]
  ? Readonly<Record<N, string | number>>
  : never

/** Codes with the names of their facts. */
export type CodeList = Readonly<Record<string, readonly string[]>>

/** Nothing where no fact is needed. */
export type FactsGiven<L, C extends keyof L> = [keyof FactsFor<L, C>] extends [never]
  ? []
  : [facts: FactsFor<L, C>]

/** Why a host is not reached or cannot be used, why a key cannot, and why a step or a check failed. */
export const hostReasons = {
  'name-unknown': ['place'],
  'no-name-server': ['place'],
  'nothing-listens': ['place'],
  'no-way': ['place'],
  'no-network': ['place'],
  down: ['place'],
  'hung-up': ['place'],
  'hung-up-saying': ['place', 'said'],
  'silent-dialling': ['place'],
  'silent-greeting': ['place'],
  'silent-agreeing': ['place'],
  'silent-logging-in': ['place'],
  'forbidden-address': ['address'],
  'not-forwarded': ['place', 'said'],
  'jump-not-through': ['said'],
  'endless-way': ['names'],
  'no-common': ['missing'],
  'key-exchanges': ['theirs', 'ours', 'setting'],
  'host-keys': ['theirs', 'ours', 'setting'],
  ciphers: ['theirs', 'ours', 'setting'],
  empty: [],
  putty: [],
  'public-half': [],
  'no-key': [],
  'cut-short': [],
  'too-many-rounds': ['rounds', 'most'],
  'only-public': [],
  'old-kind': ['type'],
  'wrong-passphrase': [],
  damaged: [],
  'not-for-ssh': ['type'],
  'no-agent': [],
  'agent-empty': [],
  'agent-silent': ['said'],
  'not-from-the-top': ['path'],
  'not-readable': ['path', 'said'],
  'no-such-file': ['path'],
  'not-allowed': ['path'],
  folder: ['path'],
  'no-file': ['path'],
  'too-large': ['path'],
  'not-kept': ['host'],

  'other-hung-up': [],
  'closed-here': [],
  'link-trouble': ['said'],
  stalled: ['seconds'],
  'broke-off': [],

  'no-word': [],
  'printed-nothing': [],
  'printed-else': [],
  'counters-expected': [],
  'lock-unreadable': [],
  'space-untold': [],

  'no-commands': ['said'],
  'no-sudo': ['user'],
  'bad-version': [],
  'version-unknown': [],
  'not-by-tls': [],
  'no-method': [],
  'method-impossible': ['method', 'methods'],
  'no-worker': [],
  'bad-tag': ['tag'],
  'coolify-no-tls': [],
  'coolify-own-key': [],
  'coolify-no-certificates': [],
  'coolify-no-account': [],
  'coolify-no-image': ['account'],

  exit: ['code'],
  killed: ['signal'],
  flooded: [],
  'too-slow': ['seconds'],
  'settings-unwritten': [],
  'settings-differ': [],
  'certificates-unwritten': [],
  'certificates-differ': [],
  'key-not-made': [],
  'key-unsaved': [],
  'own-key-first': [],
  'still-runs': [],
  'old-key-stays': [],
  'first-boot-long': ['minutes'],
  'still-there': ['left'],
  'versions-stay': [],
  'login-list': ['setting', 'allowed', 'user'],
  'login-denied': ['user'],
  'no-forwarding': [],
  'no-free-port': ['from', 'to'],
  'port-refused': ['port'],
  'image-not-there': [],
  'files-differ': ['version'],
  'damaged-on-way': [],

  'coolify-names-none': [],
  'coolify-endless': ['minutes'],
  'coolify-failed': ['image'],
  'coolify-failed-unseen': ['image'],
  'coolify-ended': ['status'],
  'coolify-status': ['status'],
  'coolify-unhealthy': ['status'],
  'coolify-no-server': [],
  'coolify-no-worker': [],
  'not-so-after': [],
  'project-gone': ['project'],
  'token-may-not': ['missing'],
  'coolify-key-hidden': [],
  'coolify-no-jump': [],
  'coolify-key-missing': [],
  'coolify-taken': [],
  'coolify-undeleted': [],
  'coolify-runs-on': [],
  'coolify-unusable': ['minutes'],
  'coolify-no-docker': [],
  'coolify-not-let-in': ['user', 'line'],
  'no-container': [],
  'not-reached': [],

  'not-active': ['status'],
  'nothing-on-port': ['port'],
  'port-open': ['port'],
  'secret-missing': [],
  'other-version': ['found', 'wanted'],
  'other-worker': ['worker'],
  'not-noted': [],
  'noted-otherwise': ['noted', 'found'],
  scarce: ['memory', 'disk'],
  'worker-unknown': [],
  'answers-status': ['status'],
  'refuses-signed': ['status'],
  'not-ours': [],
} as const satisfies CodeList
export type HostReasonCode = keyof typeof hostReasons

/** Beside the sentence in English, for whoever says it in another language. */
export interface HostReason {
  readonly code: HostReasonCode
  readonly facts: Facts
}

export const hostReason = <C extends HostReasonCode>(
  code: C,
  ...[facts]: FactsGiven<typeof hostReasons, C>
): HostReason => ({ code, facts: facts ?? {} })
