import { z } from 'zod'
import { phaseNames } from '../model/worker.ts'
import { NodeRole, Vitals } from '../wire/node.ts'

const count = z.int().nonnegative()

export const Agent = z.object({
  agent_id: z.string(),
  hostname: z.string(),
  ip_address: z.string().describe('Or the name by which it is reached.'),
  status: z.enum(phaseNames),
  cpu_usage: Vitals.shape.cpu_usage,
  memory_usage: Vitals.shape.memory_usage,
  tasks_completed: count.describe('Since the root node started.'),
  replicas_active: count.describe('1 when it is given requests, else 0.'),
  role: NodeRole,
})
export type Agent = z.infer<typeof Agent>

/** The answer to `GET /api/agents`. */
export const Agents = z.object({ success: z.literal(true), data: z.array(Agent) })

export const clusterHealths = ['Healthy', 'Degraded', 'Unhealthy'] as const

/** The answer to `GET /api/cluster/health`. */
export const ClusterHealth = z.object({
  health: z
    .enum(clusterHealths)
    .describe('Healthy: all are. Unhealthy: nobody is given requests. Degraded: in between.'),
  total_agents: count,
  healthy_agents: count,
  degraded_agents: count.describe('Neither healthy nor offline.'),
  offline_agents: count,
  health_percentage: z.number().min(0).max(100),
})
export type ClusterHealth = z.infer<typeof ClusterHealth>
