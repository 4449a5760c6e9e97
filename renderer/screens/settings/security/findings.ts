import type { SettingView } from '#contract/model/setting'

export const severities = ['critical', 'warning', 'advice'] as const
export type Severity = (typeof severities)[number]

/** What the check-list looks at. What could not be read is null, and is not judged. */
export interface SecurityFacts {
  readonly settings: readonly Pick<SettingView, 'name' | 'value' | 'isSet' | 'source'>[]
  readonly secretProtection: 'keyring' | 'key-file'
  readonly workers: readonly {
    readonly id: string
    readonly name: string
    readonly transport: string
    readonly url: string | null
  }[]
  readonly hosts:
    | readonly {
        readonly id: string
        readonly name: string
        readonly trust: 'unseen' | 'offered' | 'pinned' | 'changed'
        readonly auth: string
        readonly hasOwnKey: boolean
      }[]
    | null
  readonly apps:
    | readonly {
        readonly id: string
        readonly name: string
        readonly isKeyless: boolean
        readonly isRevoked: boolean
        readonly hasLimit: boolean
      }[]
    | null
  readonly backups: { readonly newestAt: number | null; readonly failedAt: number | null } | null
  /** The last check of the audit log from this window. */
  readonly audit: { readonly at: number; readonly isSound: boolean } | null
  /** When the root node began to run; null while it does not. */
  readonly runningSince: number | null
  readonly now: number
}

/** What a button beside a finding does. */
export type Fix =
  | 'set-secret'
  | 'listen-here'
  | 'ask-always'
  | 'show-keys'
  | 'show-host'
  | 'show-worker'
  | 'set-webhook'
  | 'set-limits'
  | 'verify-audit'
  | 'show-logs'
  | 'schedule'
  | 'back-up'
  | 'harden'

export type FindingCode =
  | 'secret-missing'
  | 'open-to-all'
  | 'owner-on-loopback'
  | 'key-file'
  | 'host-changed'
  | 'host-unpinned'
  | 'host-password'
  | 'plain-http'
  | 'no-alert-way'
  | 'app-unlimited'
  | 'audit-broken'
  | 'audit-unverified'
  | 'backups-off'
  | 'backup-failed'
  | 'backup-old'
  | 'harden-off'

export interface FindingWords {
  readonly name: string
  readonly host: string
  readonly address: string
}

export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly fix: Fix
  /** What it is about, where there may be several. */
  readonly subject: string | null
  /** For the sentences. */
  readonly words: FindingWords
  /** The setting behind it is given from outside, so the button cannot change it. */
  readonly isFixed: boolean
}

export interface Judgement {
  /** The worst first. */
  readonly findings: readonly Finding[]
  /** How many things were looked at and are well. */
  readonly wellCount: number
  /** Whether something could not be read. */
  readonly isPart: boolean
}

/** One thing to look at: what was found, none when it is well, nothing when it cannot be judged. */
type Check = (facts: SecurityFacts) => readonly Finding[] | null | undefined

const day = 86_400_000
const auditHoldsMs = 30 * day
const fifteenMinutes = 900_000

export function judge(facts: SecurityFacts): Judgement {
  const found = checks.map(check => check(facts))
  const findings = found.flatMap(some => some ?? [])
  return {
    findings: findings.toSorted((a, b) => rank(a) - rank(b)),
    wellCount: found.filter(some => some?.length === 0).length,
    isPart: found.some(some => !some),
  }
}

const rank = ({ severity }: Finding) => severities.indexOf(severity)

const checks: readonly Check[] = [
  facts =>
    isBeyondLoopback(facts) && !setting(facts, 'rootSecret')?.isSet
      ? [finding('secret-missing', 'critical', 'set-secret')]
      : [],
  facts => {
    const host = setting(facts, 'host')
    if (!host || !isEveryInterface(host.value ?? '')) return []
    const words = { host: host.value ?? '' }
    return [{ ...finding('open-to-all', 'warning', 'listen-here', null, words), ...fixed(host) }]
  },
  facts => {
    const always = setting(facts, 'ownerSecretAlways')
    if (!always || isOn(always.value)) return []
    const severity = isBeyondLoopback(facts) ? 'warning' : 'advice'
    return [{ ...finding('owner-on-loopback', severity, 'ask-always'), ...fixed(always) }]
  },
  facts =>
    facts.secretProtection === 'key-file' ? [finding('key-file', 'warning', 'show-keys')] : [],
  ({ hosts }) =>
    hosts
      ?.filter(({ trust }) => trust === 'changed')
      .map(({ id, name }) => finding('host-changed', 'critical', 'show-host', id, { name })),
  ({ hosts }) =>
    hosts
      ?.filter(({ trust }) => trust === 'unseen' || trust === 'offered')
      .map(({ id, name }) => finding('host-unpinned', 'warning', 'show-host', id, { name })),
  ({ hosts }) =>
    hosts
      ?.filter(({ auth, hasOwnKey }) => auth === 'password' && !hasOwnKey)
      .map(({ id, name }) => finding('host-password', 'advice', 'show-host', id, { name })),
  ({ workers }) =>
    workers
      .filter(({ transport, url }) => transport === 'http' && isElsewhere(url))
      .map(({ id, name, url }) =>
        finding('plain-http', 'warning', 'show-worker', id, { name, address: hostOf(url) }),
      ),
  facts =>
    setting(facts, 'alertWebhookUrl')?.isSet && setting(facts, 'alertWebhookSecret')?.isSet
      ? []
      : [finding('no-alert-way', 'advice', 'set-webhook')],
  ({ apps }) =>
    apps
      ?.filter(app => !app.isKeyless && !app.isRevoked && !app.hasLimit)
      .map(({ id, name }) => finding('app-unlimited', 'advice', 'set-limits', id, { name })),
  ({ audit, now }) => {
    if (audit && !audit.isSound) return [finding('audit-broken', 'critical', 'show-logs')]
    const isFresh = audit !== null && now - audit.at < auditHoldsMs
    return isFresh ? [] : [finding('audit-unverified', 'advice', 'verify-audit')]
  },
  facts => backupFindings(facts),
  facts => {
    if (!facts.hosts) return null
    const harden = setting(facts, 'hardenHosts')
    if (facts.hosts.length === 0 || !harden || isOn(harden.value)) return []
    return [{ ...finding('harden-off', 'advice', 'harden'), ...fixed(harden) }]
  },
]

function backupFindings(facts: SecurityFacts): readonly Finding[] | null {
  const hours = Number(setting(facts, 'backupIntervalHours')?.value ?? 0)
  if (hours === 0) return [finding('backups-off', 'warning', 'schedule')]
  if (!facts.backups) return null
  const { newestAt, failedAt } = facts.backups
  if (failedAt !== null) return [finding('backup-failed', 'warning', 'back-up')]
  const oldMs = Math.max(2 * day, 3 * hours * 3_600_000)
  const isOld = newestAt === null || facts.now - newestAt > oldMs
  // The first one that is due is made a minute after a start.
  if (facts.now - (facts.runningSince ?? facts.now) < fifteenMinutes) return []
  return isOld ? [finding('backup-old', 'warning', 'back-up')] : []
}

function finding(
  code: FindingCode,
  severity: Severity,
  fix: Fix,
  subject: string | null = null,
  words: Partial<FindingWords> = {},
): Finding {
  const all = { name: '', host: '', address: '', ...words }
  return { code, severity, fix, subject, words: all, isFixed: false }
}

const setting = ({ settings }: SecurityFacts, name: SettingView['name']) =>
  settings.find(view => view.name === name)

const fixed = ({ source }: Pick<SettingView, 'source'>) => ({
  isFixed: source === 'flag' || source === 'environment',
})

const isOn = (value: string | null) => ['true', '1', 'on', 'yes'].includes(value ?? '')

function isBeyondLoopback(facts: SecurityFacts): boolean {
  return !isLoopback(setting(facts, 'host')?.value ?? '127.0.0.1')
}

const isEveryInterface = (host: string) => ['0.0.0.0', '::', '[::]', '*'].includes(host.trim())

function isLoopback(host: string): boolean {
  const bare = host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
}

function isElsewhere(url: string | null): boolean {
  return url?.startsWith('http:') === true && !isLoopback(hostOf(url))
}

/** Without what may stand before it: an address can hold a key. */
function hostOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : ''
}
