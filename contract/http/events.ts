import { z } from 'zod'
import { Agent, clusterHealths } from './cluster.ts'
import { pageLimit } from './page.ts'

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What `GET /api/events` takes. */
export const EventsQuery = z.strictObject({
  after: seq.default(0).describe('The seq of the last event that is known already.'),
  since: z.iso.datetime({ offset: true }).optional().describe('Leaves out what happened before.'),
  limit: pageLimit,
})

/** What `WS /ws` takes. */
export const UpdatesQuery = z.object({
  after: seq.optional().describe('To be told what happened since that event.'),
  deployment: z.string().max(64).optional().describe('To be sent its log as well, line by line.'),
})

export type UpdatesQuery = z.infer<typeof UpdatesQuery>

export const ListedEvent = z.object({
  seq: z.int().positive().describe('Its place in the order, which goes on after a restart.'),
  at: z.iso.datetime(),
  type: z.string(),
  subject: z.string().describe('The id of what it happened to.'),
  data: z.record(z.string(), z.unknown()),
})
export type ListedEvent = z.infer<typeof ListedEvent>

const gone = z
  .boolean()
  .describe('Whether some of what was asked for is not kept any more, or was never there.')

/** The answer to `GET /api/events`, the oldest first. */
export const ListedEvents = z.object({
  events: z.array(ListedEvent),
  gone,
  next_after: z.int().nonnegative().nullable().describe('Null at the end.'),
})

/** What `WS /ws` sends. */
export const Update = z.object({
  type: z.literal('update'),
  timestamp: z.iso.datetime(),
  seq: z.int().nonnegative().describe('Of the last event that this update holds or follows.'),
  data: z.object({
    cluster_health: z.enum(clusterHealths),
    agents: z.array(Agent),
    events: z.array(ListedEvent).describe('Those since the update before.'),
    gone: gone.exactOptional(),
  }),
})
export type Update = z.infer<typeof Update>
