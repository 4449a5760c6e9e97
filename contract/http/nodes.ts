import { z } from 'zod'
import { nodeStatuses } from '../model/node.ts'
import { phaseNames, workerOrigins } from '../model/worker.ts'
import { Capability } from '../wire/capability.ts'
import { WorkerHealth } from '../wire/health.ts'
import { NodePriority, NodeRole, NodeWeight, Vitals } from '../wire/node.ts'

const taken = ['register', 'health-check']

/** It stands in paths and headers. */
export const NodeId = z
  .string()
  .regex(/^[\x21-\x7e]([\x20-\x7e]{0,126}[\x21-\x7e])?$/, 'visible ASCII of 1 to 128 characters')
  .refine(id => !taken.includes(id), 'this id is the name of a route')

const name = z.string().trim().min(1).max(128)
const slots = z.int().min(1).max(100_000)
const incarnation = z
  .int()
  .nonnegative()
  .describe('Grows with each start of the node; what an older one says is refused.')
const intervalSeconds = z.number().min(0.1).max(3_600)

/** What `POST /api/nodes/register` takes. */
export const NodeRegistration = z.object({
  id: NodeId.describe('The same id again is the same node.'),
  name: name.optional(),
  url: z.string().max(2_000).optional().describe('http or https.'),
  host: z.string().min(1).max(255).optional().describe('With port, instead of url.'),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Without host: at the address that the request came from.'),
  hostname: z.string().max(255).optional(),
  capabilities: z.array(Capability).max(20).optional(),
  models: z.array(z.string().min(1).max(256)).max(1_000).optional(),
  weight: NodeWeight.optional(),
  max_concurrent_requests: slots.optional(),
  priority: NodePriority.optional(),
  role: NodeRole.optional(),
  version: z.string().max(64).optional(),
  incarnation: incarnation.optional(),
})
export type NodeRegistration = z.infer<typeof NodeRegistration>

/** What `POST /api/nodes/{id}/heartbeat` takes. */
export const Heartbeat = Vitals.partial().extend({
  incarnation: incarnation.optional(),
  status: z.enum(['healthy', 'draining']).optional(),
  interval_seconds: intervalSeconds
    .optional()
    .describe('When the next one is to be expected; 60 where no heartbeat said.'),
  in_flight: z.int().nonnegative().optional(),
  queued: z.int().nonnegative().optional(),
  report: WorkerHealth.optional().describe('Now and then, all that it says at GET /health.'),
})
export type Heartbeat = z.infer<typeof Heartbeat>

/** What `POST /api/nodes/{id}/leave` takes. */
export const NodeLeave = z.object({ incarnation: incarnation.optional() })

/** What `PUT /api/nodes/{id}/` takes. Null gives the say back to the node. */
export const NodeChange = z.object({
  id: z.string().optional().describe('It cannot be changed; another one is refused.'),
  name: name.nullable().optional(),
  weight: NodeWeight.nullable().optional(),
  max_concurrent_requests: slots.nullable().optional(),
  priority: NodePriority.nullable().optional(),
  status: z.enum(nodeStatuses).optional(),
})
export type NodeChange = z.infer<typeof NodeChange>

export const ListedNode = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  origin: z.enum(workerOrigins),
  status: z.enum(phaseNames),
  status_reason: z.string().nullable().describe('Why it is offline.'),
  role: NodeRole,
  priority: z.int().nonnegative().describe('0 is asked first.'),
  weight: z.number(),
  max_concurrent_requests: z.int().positive(),
  capabilities: z.array(Capability),
  models: z.array(z.string()),
  version: z.string().nullable(),
  hostname: z.string().nullable(),
  incarnation: incarnation.nullable(),
  last_heartbeat: z.iso.datetime().nullable().describe('Null when it sent none since the start.'),
  ...Vitals.shape,
  in_flight: z.int().nonnegative().describe('Requests of this root node.'),
  queued: z.int().nonnegative().nullable().describe('As it says.'),
})
export type ListedNode = z.infer<typeof ListedNode>

/** The answer to `GET /api/nodes/`, and to a check of all. */
export const ListedNodes = z.object({ nodes: z.array(ListedNode) })

export const HeartbeatAnswer = z.object({
  id: z.string(),
  status: z.enum(phaseNames),
  heartbeat_interval_seconds: intervalSeconds.describe('How often it should send one.'),
})

/** The answer to a registration. */
export const RegisteredNode = ListedNode.extend({ heartbeat_interval_seconds: intervalSeconds })

/** The answer to a removal and to a leave. */
export const RemovedNode = z.object({ id: z.string(), removed: z.literal(true) })
