import { hostname } from 'node:os'
import type { Agent, ClusterHealth } from '#contract/http/cluster'
import type { ListedNode } from '#contract/http/nodes'
import type { NodeClaims } from '#contract/model/node'
import { statusReason } from '#contract/model/offline-reason'
import { isServing, type Worker } from '#contract/model/worker'
import type { Vitals } from '#contract/wire/node'
import { capabilitiesOf } from './routes/workers.ts'

/** A node with what is known of it beside its worker. */
export interface NodeView {
  readonly worker: Worker
  readonly claims: NodeClaims | null
  readonly incarnation: number | null
  readonly lastBeatAt: number | null
  readonly queued: number | null
}

const unknown: Vitals = { cpu_usage: null, memory_usage: null, disk_usage: null }

export function nodeJson(node: NodeView): ListedNode {
  const { worker, claims } = node
  const { phase } = worker
  const known = capabilitiesOf(worker)
  return {
    id: worker.id,
    name: worker.name,
    url: worker.url,
    origin: worker.origin,
    status: phase.name,
    status_reason: statusReason(worker),
    role: worker.role,
    priority: worker.priority,
    weight: worker.weight,
    max_concurrent_requests: worker.slots,
    capabilities: [...(known.length > 0 ? known : (claims?.capabilities ?? []))],
    models: [...worker.models],
    version: worker.version,
    hostname: claims?.hostname ?? hostOf(worker),
    incarnation: node.incarnation,
    last_heartbeat: node.lastBeatAt === null ? null : new Date(node.lastBeatAt).toISOString(),
    ...unknown,
    ...worker.vitals,
    in_flight: worker.load.inFlight,
    queued: node.queued,
  }
}

export function agentJson({ worker, claims }: NodeView): Agent {
  const address = hostOf(worker) ?? 'unknown'
  const own = worker.origin === 'local' ? hostname() : address
  return {
    agent_id: worker.id,
    hostname: claims?.hostname ?? own,
    ip_address: address,
    status: worker.phase.name,
    cpu_usage: worker.vitals?.cpu_usage ?? null,
    memory_usage: worker.vitals?.memory_usage ?? null,
    tasks_completed: worker.load.served,
    replicas_active: isServing(worker) ? 1 : 0,
    role: worker.role,
  }
}

export function clusterHealth(nodes: readonly NodeView[]): ClusterHealth {
  const total = nodes.length
  const count = (name: Worker['phase']['name']) =>
    nodes.filter(({ worker }) => worker.phase.name === name).length
  const healthy = count('healthy')
  const offline = count('offline')
  const isAnyServing = nodes.some(({ worker }) => isServing(worker))
  const whole = total === healthy ? 'Healthy' : 'Degraded'
  return {
    health: isAnyServing ? whole : 'Unhealthy',
    total_agents: total,
    healthy_agents: healthy,
    degraded_agents: total - healthy - offline,
    offline_agents: offline,
    health_percentage: total === 0 ? 0 : Math.round((healthy / total) * 1_000) / 10,
  }
}

/** Without the brackets of IPv6; null while it has no address. */
function hostOf({ url }: Worker): string | null {
  return url && new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
}
