import type { HostId } from '#contract/ids'
import type { DeploymentAction, RolloutName } from '#contract/model/deployment'

export interface RolloutHost {
  readonly id: HostId
  readonly priority: number
  readonly isCritical: boolean
}

export interface RolloutWish {
  readonly action: DeploymentAction
  readonly strategy: RolloutName | 'auto'
  /** Null: as the strategy has it. */
  readonly batchSize: number | null
  readonly minReplicas: number | null
}

/** In which order hosts are worked on, and what ends it before the last. */
export interface Rollout {
  readonly name: RolloutName
  /** Hosts of one batch go together. */
  readonly batches: readonly (readonly HostId[])[]
  /** Whether the first batch must stay well for a while before the next begins. */
  readonly hasGate: boolean
  /** Whether one that failed ends it for those that did not begin. */
  readonly stopsAtFailure: boolean
  /** As many have to serve in the end; 0 where that is no concern. */
  readonly mustServe: number
  /** Whether as many have to serve on the way as well, as each host is down while it is worked on. */
  readonly keepsServing: boolean
}

/** How the work changes what a host serves. */
const effects = {
  provision: 'brings',
  start: 'brings',
  update: 'interrupts',
  restart: 'interrupts',
  'rotate-keys': 'interrupts',
  'rotate-secret': 'interrupts',
  'renew-certificates': 'brings',
  stop: 'ends',
  uninstall: 'ends',
} as const satisfies Readonly<Record<DeploymentAction, 'brings' | 'interrupts' | 'ends'>>

export function rolloutOf(hosts: readonly RolloutHost[], wish: RolloutWish): Rollout {
  const effect = effects[wish.action]
  const name = wish.strategy === 'auto' ? chosenFor(hosts, effect) : wish.strategy
  const mustServe =
    name === 'Redundant' && effect !== 'ends' ? replicas(hosts.length, effect, wish) : 0
  const batches = batchesOf(name, hosts, mustServe, effect, wish)
  return {
    name,
    batches,
    hasGate:
      name !== 'Parallel' &&
      batches.length > 1 &&
      (wish.action === 'provision' || wish.action === 'update'),
    stopsAtFailure: name === 'Progressive' || name === 'Priority',
    mustServe,
    keepsServing: mustServe > 0 && effect === 'interrupts',
  }
}

type Effect = (typeof effects)[DeploymentAction]

/** What ends serving for good has nothing to be careful about. */
function chosenFor(hosts: readonly RolloutHost[], effect: Effect): RolloutName {
  if (effect === 'ends') return 'Parallel'
  if (hosts.some(({ isCritical }) => isCritical)) return 'Redundant'
  if (hosts.length < 3) return 'Parallel'
  return hosts.length <= 10 ? 'Progressive' : 'Priority'
}

/** Half of them, where nobody said. Of those that are taken down in turn one at least has to be spared. */
function replicas(count: number, effect: Effect, { minReplicas }: RolloutWish): number {
  const most = effect === 'interrupts' ? count - 1 : count
  return Math.max(0, Math.min(minReplicas ?? Math.ceil(count / 2), most))
}

function batchesOf(
  name: RolloutName,
  hosts: readonly RolloutHost[],
  mustServe: number,
  effect: Effect,
  { batchSize }: RolloutWish,
): Rollout['batches'] {
  const all = hosts.map(({ id }) => id)
  switch (name) {
    case 'Parallel':
      return [all]
    case 'Progressive':
      return [
        all.slice(0, 1),
        ...cut(all.slice(1), batchSize ?? Math.max(1, Math.ceil(all.length / 4))),
      ].filter(batch => batch.length > 0)
    case 'Priority':
      return byPriority(hosts).flatMap(group => cut(group, batchSize ?? group.length))
    case 'Redundant': {
      if (effect === 'interrupts') {
        const most = Math.max(1, all.length - mustServe)
        return cut(all, Math.min(batchSize ?? most, most))
      }
      const rest = all.slice(mustServe)
      return [all.slice(0, mustServe), ...cut(rest, batchSize ?? Math.max(1, rest.length))].filter(
        batch => batch.length > 0,
      )
    }
  }
}

/** Those of the lowest number first, each group in the order in which it was given. */
function byPriority(hosts: readonly RolloutHost[]): readonly (readonly HostId[])[] {
  const groups = new Map<number, HostId[]>()
  for (const { id, priority } of hosts) groups.set(priority, [...(groups.get(priority) ?? []), id])
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, ids]) => ids)
}

function cut(ids: readonly HostId[], size: number): readonly (readonly HostId[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, place) =>
    ids.slice(place * size, (place + 1) * size),
  )
}
