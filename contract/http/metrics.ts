import { z } from 'zod'
import { ListedWorker } from './workers.ts'

const count = z.int().nonnegative()

/** The answer to `GET /api/metrics`: totals since the root node started. */
export const RootMetrics = z.object({
  uptime: count.describe('Seconds since the root node started.'),
  requests: z.object({
    total: count,
    served: count,
    failed: count,
    cancelled: count.describe('The client left before its answer was whole.'),
    retried: count.describe('Took more than one attempt.'),
    in_flight: count,
    mean_latency_ms: z.number().nullable().describe('Over those served; null before the first.'),
  }),
  workers: z.array(
    ListedWorker.pick({
      id: true,
      status: true,
      served: true,
      failed: true,
      in_flight: true,
      latency_ms: true,
      first_token_ms: true,
    }).extend({ requests: count.describe('Served and failed together.') }),
  ),
})
