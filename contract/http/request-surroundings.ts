import { z } from 'zod'
import { ListedEvent } from './events.ts'

/** The answer to `GET /api/requests/{id}/around`. */
export const RequestSurroundings = z.object({
  from: z.iso.datetime().describe('Two minutes before the request came.'),
  to: z.iso.datetime().describe('Half a minute after it was over.'),
  events: z
    .array(ListedEvent)
    .describe('What happened to workers, hosts and the root node then, as far as it is kept.'),
})
