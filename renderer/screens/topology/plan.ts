import type { Worker } from '#contract/model/worker'

/** The part of a worker that decides where it stands; what changes with traffic is none of it. */
export type PlacedWorker = Pick<Worker, 'id' | 'name' | 'origin' | 'hostName' | 'url'>

/** The part of a host that decides where its workers stand. */
export interface PlacedHost {
  readonly name: string
  readonly region: string | null
}

/** Workers that stand together: on one host, at one address, in one region, or on this computer. */
export interface WorkerGroup {
  /** Stays the same for as long as the group means the same. */
  readonly key: string
  readonly kind: 'host' | 'address' | 'region' | 'here' | 'others'
  /** Empty where the kind says it all. */
  readonly name: string
  readonly region: string | null
  readonly workerIds: readonly string[]
}

export interface Plan {
  /** Whether there are too many to draw each: then groups are regions. */
  readonly isCrowded: boolean
  readonly groups: readonly WorkerGroup[]
}

/** Up to so many workers each has a card. */
const mostCards = 16

/** Who stands with whom, in an order that no state and no traffic changes. */
export function planOf(workers: readonly PlacedWorker[], hosts: readonly PlacedHost[]): Plan {
  const isCrowded = workers.length > mostCards
  const regions = new Map(hosts.map(({ name, region }) => [name, region]))
  const shared = isCrowded ? new Set<string>() : sharedAddresses(workers)
  const groups = new Map<string, WorkerGroup & { readonly members: PlacedWorker[] }>()
  for (const worker of workers) {
    const group = groupOf(worker, regions, shared, isCrowded)
    const known = groups.get(group.key)
    if (known) known.members.push(worker)
    else groups.set(group.key, { ...group, workerIds: [], members: [worker] })
  }
  return {
    isCrowded,
    groups: [...groups.values()]
      .map(({ members, ...group }) => ({
        ...group,
        workerIds: members.toSorted(byName).map(({ id }) => id),
      }))
      .toSorted(byPlace),
  }
}

type Grouping = Omit<WorkerGroup, 'workerIds'>

function groupOf(
  worker: PlacedWorker,
  regions: ReadonlyMap<string, string | null>,
  shared: ReadonlySet<string>,
  isCrowded: boolean,
): Grouping {
  const { id, name, origin, hostName } = worker
  if (origin === 'local') return { key: 'here', kind: 'here', name: '', region: null }
  const region = hostName === null ? null : (regions.get(hostName) ?? null)
  if (isCrowded) {
    if (region !== null) return { key: `region:${region}`, kind: 'region', name: region, region }
    return { key: 'others', kind: 'others', name: '', region: null }
  }
  if (hostName !== null) return { key: `host:${hostName}`, kind: 'host', name: hostName, region }
  const address = addressOf(worker)
  if (address !== null && shared.has(address)) {
    return { key: `address:${address}`, kind: 'address', name: address, region: null }
  }
  return { key: `alone:${id}`, kind: 'others', name, region: null }
}

/** Where more than one worker is reached, whatever its port. */
function sharedAddresses(workers: readonly PlacedWorker[]): ReadonlySet<string> {
  const once = new Set<string>()
  const more = new Set<string>()
  for (const worker of workers) {
    if (worker.hostName !== null || worker.origin === 'local') continue
    const address = addressOf(worker)
    if (address === null) continue
    if (once.has(address)) more.add(address)
    once.add(address)
  }
  return more
}

function addressOf({ url }: PlacedWorker): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null
}

const natural = new Intl.Collator('en', { numeric: true })

function byName(a: PlacedWorker, b: PlacedWorker): number {
  return natural.compare(a.name, b.name) || natural.compare(a.id, b.id)
}

/** This computer last, as the one that was always there; hosts of a region together. */
function byPlace(a: WorkerGroup, b: WorkerGroup): number {
  const rank = (group: WorkerGroup) => (group.kind === 'here' ? 2 : group.kind === 'others' ? 1 : 0)
  return (
    rank(a) - rank(b) ||
    natural.compare(a.region ?? '\uffff', b.region ?? '\uffff') ||
    natural.compare(a.name, b.name) ||
    natural.compare(a.key, b.key)
  )
}
