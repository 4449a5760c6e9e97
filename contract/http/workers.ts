import { z } from 'zod'
import { phaseNames, workerOrigins, workerTransports } from '../model/worker.ts'
import { Capability } from '../wire/capability.ts'
import { ProviderReport } from '../wire/health.ts'
import { NodeRole } from '../wire/node.ts'

const count = z.int().nonnegative().describe('Since the root node started.')
const meanMs = z
  .number()
  .nullable()
  .describe('A moving mean in milliseconds; null before the first answer.')

export const ListedWorker = z.object({
  id: z.string(),
  name: z.string(),
  url: z
    .string()
    .nullable()
    .describe('Null while a local worker has no port yet; ssh://… where requests go through SSH.'),
  transport: z.enum(workerTransports),
  origin: z.enum(workerOrigins),
  host: z.string().nullable().describe('The name of the host that it was set up on.'),
  status: z.enum(phaseNames),
  status_reason: z.string().nullable().describe('Why it is offline.'),
  version: z.string().nullable().describe('Null for a server that is no worker of ours.'),
  capabilities: z.array(Capability).describe('What any of its models can do.'),
  models: z.array(z.string()),
  default_model: z.string().nullable(),
  providers: z.array(ProviderReport),
  in_flight: z.int().nonnegative(),
  max_concurrent_requests: z.int().positive(),
  weight: z.number(),
  priority: z.int().nonnegative().describe('0 is asked first.'),
  role: NodeRole,
  served: count,
  failed: count,
  error_rate: z.number().min(0).max(1),
  latency_ms: meanMs,
  first_token_ms: meanMs,
  open_breakers: z
    .array(z.string())
    .describe(
      'Models with which it failed so often that it is left alone for a while; empty text for any model.',
    ),
})

/** The answer to `GET /api/workers`. */
export const ListedWorkers = z.object({ workers: z.array(ListedWorker) })
