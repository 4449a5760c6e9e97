import { z } from 'zod'

/** The answer to `GET /health`; 503 when it is `unhealthy`. */
export const RootHealth = z.object({
  status: z
    .enum(['healthy', 'unhealthy'])
    .describe('Unhealthy: no worker could serve a request now.'),
  banyan: z.literal('root'),
  version: z.string(),
  protocol: z.int().describe('The newest that it speaks with workers.'),
  uptime: z.int().nonnegative().describe('Seconds since the root node started.'),
  workers: z.object({ total: z.int().nonnegative(), healthy: z.int().nonnegative() }),
})
