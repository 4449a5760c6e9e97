import type { Facts, HostReason } from './host-reason.ts'
import type { HostKey } from './model/host.ts'
import type { HostProblem } from './model/host-facts.ts'

/** What can go wrong with hosts and with what is set up on them. */
export type HostFault =
  | { readonly code: 'host.unknown'; readonly host: string }
  | { readonly code: 'host.exists'; readonly host: string }
  /** Another host goes through it, or a worker of ours is on it. */
  | { readonly code: 'host.in-use'; readonly host: string; readonly by: string }
  | { readonly code: 'host.import-malformed'; readonly detail: string }
  | {
      readonly code: 'host.key-unreadable'
      readonly detail: string
      readonly why?: HostReason
    }
  | { readonly code: 'host.key-needs-passphrase'; readonly host: string }
  /** Never seen before: its owner has to trust it first. It may have been told to expect another key. */
  | {
      readonly code: 'host.untrusted'
      readonly host: string
      readonly key: HostKey
      readonly expected?: string
    }
  | {
      readonly code: 'host.key-changed'
      readonly host: string
      readonly pinned: HostKey
      readonly offered: HostKey
    }
  /** The user's own known_hosts marks it so. */
  | { readonly code: 'host.key-revoked'; readonly host: string; readonly key: HostKey }
  | {
      readonly code: 'host.unreachable'
      readonly host: string
      readonly detail: string
      readonly why?: HostReason
    }
  | {
      readonly code: 'host.auth-refused'
      readonly host: string
      readonly user: string
      /** What was tried, and what the host would take. */
      readonly tried: readonly string[]
      readonly offered: readonly string[]
      /** What it showed to whoever logs in. */
      readonly said?: string
    }
  /** It and we have no cipher, key exchange or host key type in common. */
  | {
      readonly code: 'host.no-common-algorithm'
      readonly host: string
      readonly detail: string
      readonly why?: HostReason
    }
  /** The connection was lost while something ran. */
  | {
      readonly code: 'host.cut'
      readonly host: string
      readonly detail: string
      readonly why?: HostReason
    }
  | {
      readonly code: 'host.noisy'
      readonly host: string
      readonly detail: string
      readonly why?: HostReason
      /** Word for word. */
      readonly said?: string
    }
  | {
      readonly code: 'host.unusable'
      readonly host: string
      readonly reasons: readonly string[]
      readonly why?: HostReason
      /** What was found in the way. */
      readonly problems?: readonly HostProblem[]
    }
  | {
      readonly code: 'host.step-failed'
      readonly host: string
      readonly step: string
      readonly detail: string
      readonly why?: HostReason
      /** What the host said of it, word for word. */
      readonly said?: string
      /** What the words of the step tell besides its name. */
      readonly facts?: Facts
    }
  | {
      readonly code: 'host.disk-full'
      readonly host: string
      readonly neededBytes: number
      readonly freeBytes: number
    }
  /** What would be brought to hosts is not here; `make` is the command that makes it. */
  | {
      readonly code: 'archive.missing'
      readonly file: string
      readonly folders: readonly string[]
      readonly make: string
    }
  | { readonly code: 'archive.damaged'; readonly file: string; readonly detail: string }
  /** Somebody else is at work there. */
  | {
      readonly code: 'host.locked'
      readonly host: string
      readonly owner: string
      readonly until: string
    }
  | { readonly code: 'deployment.unknown'; readonly deployment: string }
  | { readonly code: 'deployment.busy'; readonly host: string; readonly deployment: string }
  | { readonly code: 'deployment.over'; readonly deployment: string }
  | { readonly code: 'coolify.refused'; readonly status: number; readonly detail: string }
  | { readonly code: 'coolify.unreachable'; readonly detail: string }
  | { readonly code: 'coolify.too-old'; readonly found: string; readonly needed: string }
  | { readonly code: 'coolify.unknown'; readonly account: string }
  /** Hosts are managed by it. */
  | { readonly code: 'coolify.in-use'; readonly account: string; readonly by: string }

/** Whether another try by itself would change nothing, and might get this computer banned. */
export function isUntilTold({ code }: { readonly code: string }): boolean {
  return untilTold.has(code)
}

const untilTold: ReadonlySet<string> = new Set<HostFault['code']>([
  'host.auth-refused',
  'host.key-changed',
  'host.key-revoked',
  'host.untrusted',
  'host.no-common-algorithm',
  'host.key-unreadable',
  'host.key-needs-passphrase',
  'host.unknown',
])

/** Of all faults, those of hosts. */
export function isHostFault(fault: { readonly code: string }): fault is HostFault {
  return fault.code.startsWith('host.')
}

export function hostFaultText(fault: HostFault): string {
  switch (fault.code) {
    case 'host.unknown':
      return `There is no host "${fault.host.slice(0, 200)}".`
    case 'host.exists':
      return `The host "${fault.host}" is there already.`
    case 'host.in-use':
      return `The host "${fault.host}" is needed by ${fault.by}. End that first.`
    case 'host.import-malformed':
      return `Nothing was imported: ${fault.detail}`
    case 'host.key-unreadable':
      return `The private key cannot be used: ${fault.detail}`
    case 'host.key-needs-passphrase':
      return `The private key for "${fault.host}" is protected: its passphrase is needed.`
    case 'host.untrusted':
      if (fault.expected !== undefined) return unexpectedText(fault, fault.expected)
      return `"${fault.host}" was never seen before. Compare its fingerprint, ${fault.key.fingerprint} (${fault.key.type}), with what its cloud shows, and trust it.`
    case 'host.key-changed':
      return `"${fault.host}" shows another host key than the one that was trusted: ${fault.offered.fingerprint} instead of ${fault.pinned.fingerprint}. Somebody may be in between, or the machine was made anew. Nothing was sent to it. If you know why it changed, trust the new key.`
    case 'host.key-revoked':
      return `"${fault.host}" shows the host key ${fault.key.fingerprint} (${fault.key.type}), which your known_hosts marks as @revoked. It is not trusted. Give the machine a new host key, or take the mark out if it is wrong.`
    case 'host.unreachable':
      return `"${fault.host}" could not be reached: ${fault.detail}`
    case 'host.auth-refused':
      return `"${fault.host}" refused the user "${fault.user}" (tried: ${fault.tried.join(', ')}; it takes: ${fault.offered.join(', ') || 'nothing of these'}). It was not tried again, as hosts ban those who do. Check the user and the key.${fault.said === undefined ? '' : ` It says: "${fault.said}"`}`
    case 'host.no-common-algorithm':
      return `"${fault.host}" and Banyan have no way to encrypt in common: ${fault.detail}`
    case 'host.cut':
      return `The connection to "${fault.host}" was lost: ${fault.detail}. Run it again: it goes on from what it finds.`
    case 'host.noisy':
      return `"${fault.host}" answered with something else than what was asked: ${fault.detail}`
    case 'host.unusable':
      return unusableText(fault)
    case 'host.step-failed':
      return `"${fault.step}" failed on "${fault.host}": ${fault.detail}${helpFor(fault.detail)}`
    case 'host.disk-full':
      return `"${fault.host}" has too little space: ${megabytes(fault.neededBytes)} MB are needed, ${megabytes(fault.freeBytes)} MB are free.`
    case 'archive.missing':
      return `There is no ${fault.file} here. Make it with "${fault.make}", or put it into ${fault.folders.join(' or ')}.`
    case 'archive.damaged':
      return `${fault.file} cannot be used: ${fault.detail}. Make it anew.`
    case 'host.locked':
      return `${fault.owner} is at work on "${fault.host}" until ${fault.until}. Wait, or break the lock if nobody is.`
    case 'deployment.unknown':
      return `There is no deployment "${fault.deployment.slice(0, 200)}".`
    case 'deployment.busy':
      return `"${fault.host}" is being worked on by deployment ${fault.deployment}. Wait for it, or cancel it.`
    case 'deployment.over':
      return `Deployment ${fault.deployment} is over.`
    case 'coolify.refused':
      return `Coolify refused (${fault.status}): ${fault.detail}`
    case 'coolify.unreachable':
      return `Coolify could not be reached: ${fault.detail}`
    case 'coolify.too-old':
      return `This Coolify is version ${fault.found}; ${fault.needed} or newer is needed. Update Coolify.`
    case 'coolify.unknown':
      return `There is no Coolify account "${fault.account.slice(0, 200)}".`
    case 'coolify.in-use':
      return `The Coolify account "${fault.account}" is needed by ${fault.by}. End that first.`
  }
}

/** A reason that begins with the host says already whom it is about. */
function unusableText({ host, reasons }: Extract<HostFault, { code: 'host.unusable' }>): string {
  const text = reasons.join(' ')
  return text.startsWith(`"${host}" `) ? text : `"${host}" cannot be used: ${text}`
}

/** What can be done where what a command said is the same on each host. */
export function stepHelpFor(detail: string): StepHelp | null {
  return stepHelps.find(name => helps[name].says.test(detail)) ?? null
}

function helpFor(detail: string): string {
  const said = detail.trimEnd()
  const help = stepHelpFor(said)
  return help === null ? '' : `${/[.!?]$/.test(said) ? '' : '.'} ${helps[help].help}`
}

export const stepHelps = ['read-only', 'not-permitted'] as const
export type StepHelp = (typeof stepHelps)[number]

const helps: Readonly<Record<StepHelp, { readonly says: RegExp; readonly help: string }>> = {
  'read-only': {
    says: /Read-only file system/,
    help: 'That part of its disk cannot be written to: mount it for writing (`findmnt` shows how it is mounted), or look for errors of the disk with `sudo dmesg`. Then run it again.',
  },
  'not-permitted': {
    says: /Operation not permitted/,
    help: 'Something on the host forbids that even to root, such as SELinux or `chattr +i`. Allow it, then run it again.',
  },
}

function unexpectedText(
  { host, key }: Extract<HostFault, { code: 'host.untrusted' }>,
  expected: string,
): string {
  return `"${host}" shows the host key ${key.fingerprint} (${key.type}), but ${expected} was expected. Somebody may be in between, or it is another machine. Nothing was sent to it. If you know why, trust the key that it shows.`
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000)
