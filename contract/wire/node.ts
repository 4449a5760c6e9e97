import { z } from 'zod'

/** What a node is for. Only `worker` is asked as usual; `backup` when nobody else can answer, the others never. */
export const nodeRoles = ['worker', 'gateway', 'monitor', 'backup'] as const
export const NodeRole = z.enum(nodeRoles)
export type NodeRole = z.infer<typeof NodeRole>

export const mostPriority = 999
export const NodePriority = z.int().min(0).max(mostPriority)
export const NodeWeight = z.number().positive().max(1000)

const percent = z.number().min(0).max(100).nullable()

/** How much of a machine is taken, in percent; null where that is not known. */
export const Vitals = z.object({
  cpu_usage: percent,
  memory_usage: percent,
  disk_usage: percent,
})
export type Vitals = z.infer<typeof Vitals>

/** Sent with a refused heartbeat or registration: the incarnation that the root node knows. */
export const incarnationHeader = 'x-banyan-incarnation'
