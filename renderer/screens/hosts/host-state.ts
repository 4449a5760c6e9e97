import type { ListedHost } from '#contract/http/hosts'
import type { Worker } from '#contract/model/worker'
import type { Mark } from '../../ui/state-mark.tsx'

export const hostStateNames = [
  'working',
  'keyChanged',
  'keyWaits',
  'loginUnreadable',
  'serving',
  'degraded',
  'resting',
  'starting',
  'offline',
  'unknown',
  'unreachable',
  'unusable',
  'ready',
] as const
export type HostStateName = (typeof hostStateNames)[number]

/** A host as the screen knows it: what the root lists, its worker, and what is done there now. */
export interface HostRow {
  readonly host: ListedHost
  readonly worker: Worker | undefined
  /** The deployment that is at work there. */
  readonly deploymentId: string | null
  readonly state: HostStateName
}

export const markOf: Readonly<Record<HostStateName, Mark>> = {
  working: 'starting',
  keyChanged: 'offline',
  keyWaits: 'degraded',
  loginUnreadable: 'offline',
  serving: 'healthy',
  degraded: 'degraded',
  resting: 'resting',
  starting: 'starting',
  offline: 'offline',
  unknown: 'resting',
  unreachable: 'offline',
  unusable: 'offline',
  ready: 'starting',
}

/** What stops everything goes first, then what happens now, then how its worker is. */
export function hostState(
  host: ListedHost,
  worker: Worker | undefined,
  isWorkedOn: boolean,
): HostStateName {
  if (host.trust.state === 'changed') return 'keyChanged'
  if (isWorkedOn) return 'working'
  if (!host.auth.readable) return 'loginUnreadable'
  if (host.installed) return workerStateName(worker)
  if (isByCoolifyAlone(host)) return 'ready'
  if (host.trust.state === 'offered') return 'keyWaits'
  if (!host.verdict) return 'unknown'
  if (host.verdict.state === 'unseen') return 'unreachable'
  return host.verdict.methods.length === 0 ? 'unusable' : 'ready'
}

/** Banyan does not log in there, so there is no key to trust and nothing to look at. */
export function isByCoolifyAlone({
  method,
  transport,
}: Pick<ListedHost, 'method' | 'transport'>): boolean {
  return method === 'coolify' && transport !== 'tunnel'
}

/** Its worker is away, and nothing is tried again until its owner does something. */
export function isForGood({ phase }: Pick<Worker, 'phase'>): boolean {
  return phase.name === 'offline' && phase.retryAt === null
}

function workerStateName(worker: Worker | undefined): HostStateName {
  switch (worker?.phase.name) {
    case undefined:
    case 'starting':
      return 'starting'
    case 'healthy':
      return 'serving'
    case 'draining':
    case 'maintenance':
      return 'resting'
    case 'offline':
      return 'offline'
    default:
      return 'degraded'
  }
}

export const hostFilters = ['all', 'serving', 'ready', 'wrong'] as const
export type HostFilter = (typeof hostFilters)[number]

/** Which rows are wanted: by what is typed, anywhere in what names the machine, and by state. */
export function wantedRows(
  rows: readonly HostRow[],
  search: string,
  filter: HostFilter,
): readonly HostRow[] {
  const words = search.trim().toLowerCase()
  return rows.filter(({ host, state }) => {
    const names = [
      host.name,
      host.address,
      host.region ?? '',
      host.user,
      host.verdict?.facts?.cloud,
    ]
    return names.join('\n').toLowerCase().includes(words) && isIn(filter, state)
  })
}

function isIn(filter: HostFilter, state: HostStateName): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'serving':
      return state === 'serving' || state === 'degraded'
    case 'ready':
      return state === 'ready' || state === 'unknown'
    case 'wrong':
      return markOf[state] === 'offline' || state === 'keyWaits' || state === 'degraded'
  }
}
