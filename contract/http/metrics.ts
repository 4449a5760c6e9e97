import { z } from 'zod'
import { UnkeptRequests } from './requests.ts'
import { ListedWorker } from './workers.ts'

const count = z.int().nonnegative()

/** The answer to `GET /metrics`. */
export const MetricsText = z.string().describe('As Prometheus reads it, version 0.0.4.')

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
  recent: z
    .object({
      over_seconds: count,
      requests: count.describe('Without those that a client took back or did wrong.'),
      first_token_p95_ms: z
        .number()
        .nullable()
        .describe('95 of 100 streams had their first content within it. Null: there were none.'),
    })
    .describe('Of the last minute.'),
  consensus: z
    .object({
      runs: count,
      agreed: count.describe('Every vote that counts was for the winner.'),
      early_stops: count.describe('Decided before all had answered.'),
      by_worker: z.array(
        z.object({
          id: z.string(),
          votes: count.describe('That count.'),
          dissents: count.describe('Of these, for another than the winner.'),
          invalid: count,
        }),
      ),
    })
    .describe('Requests that were decided by vote.'),
  unkept: UnkeptRequests.nullable().describe('Null when the history has all requests.'),
})
