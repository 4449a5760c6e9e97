import { z } from 'zod'
import { requestOutcomes } from '../model/request-entry.ts'
import { attemptKinds } from '../model/request-trail.ts'
import { ProviderName } from '../wire/health.ts'
import { Vitals } from '../wire/node.ts'
import { cursor, pageLimit } from './page.ts'

const text = z.string().min(1).max(256)
const count = z.int().nonnegative()

/** What `GET /api/requests` takes. */
export const RequestsQuery = z.strictObject({
  app: text.optional().describe('The id of an app.'),
  model: text.optional().describe('As it was asked for, or as it answered.'),
  worker: text.optional(),
  provider: ProviderName.optional().describe('Whom the worker asked.'),
  outcome: z.enum(requestOutcomes).optional(),
  search: text.optional().describe('In ids, models, error codes and kept contents.'),
  limit: pageLimit,
  cursor,
})

export const ListedRequest = z.object({
  id: z.string().describe('Its number in the history.'),
  request_id: z.string().describe('As in x-request-id.'),
  at: z.iso.datetime().describe('When it came.'),
  app: z.string(),
  route: z.string().describe('The path that it came by; window, when it was typed there.'),
  model_asked: z.string().nullable(),
  model: z.string().nullable().describe('As the answer says.'),
  worker_id: z.string().nullable(),
  provider: ProviderName.nullable().describe('Whom that worker asked; null where it is not known.'),
  attempts: count,
  first_token_ms: z.number().nonnegative().nullable(),
  latency_ms: z.number().nonnegative(),
  prompt_tokens: count.nullable().describe('Null when nobody told what it took.'),
  completion_tokens: count.nullable(),
  cached_tokens: count.nullable(),
  reasoning_tokens: count.nullable(),
  cost_usd: z.number().nonnegative().nullable().describe('Null when tokens or price are unknown.'),
  cache_hit: z.boolean(),
  outcome: z.enum(requestOutcomes).describe('Refused: it never reached a worker.'),
  status: count.describe('Of the answer; 0 when the client left before there was one.'),
  error_code: z.string().nullable().describe('As the log of the root node names it.'),
})

export const UnkeptRequests = z
  .object({
    requests: count,
    first_at: z.iso.datetime(),
    last_at: z.iso.datetime(),
    why: z
      .enum(['full', 'locked', 'other'])
      .describe('Of the newest: the disk was full, or another program held the database.'),
    going_on: z.boolean().describe('Whether the newest could not be kept either.'),
  })
  .describe('Served or not, but not in the history, since the root node started.')

/** The answer to `GET /api/requests`, the newest first. */
export const ListedRequests = z.object({
  requests: z
    .array(ListedRequest)
    .describe('May be fewer than the limit, or none, while there is a next_cursor.'),
  next_cursor: z.string().nullable().describe('Null at the end.'),
  unkept: UnkeptRequests.nullable().describe('Null when all were kept.'),
})

const milliseconds = z.number().nonnegative()

export const ListedAttempt = z.object({
  worker_id: z.string(),
  model: z.string().nullable().describe('As it was asked of this worker; null: any.'),
  kind: z
    .enum(attemptKinds)
    .describe(
      'Retry: after one that failed; rescue: of a stream that broke; hedge: beside a slow one.',
    ),
  began_ms: milliseconds.describe('After the request came, as the other two.'),
  first_token_ms: milliseconds.nullable(),
  ended_ms: milliseconds,
  outcome: z.enum(['served', 'failed', 'cancelled']),
  error_code: z.string().nullable(),
  detail: z.string().nullable().describe('Why it failed, in short.'),
  worker_then: z
    .object({
      ...Vitals.shape,
      in_flight: count.describe('With this attempt.'),
      slots: count,
    })
    .nullable()
    .describe(
      'Its worker as it failed, in percent that are taken, as it told last; null: it did not fail, or it was not kept.',
    ),
})

/** The answer to `GET /api/requests/{id}`, where the id is either of the two. */
export const RequestDetail = ListedRequest.extend({
  waited_ms: milliseconds
    .nullable()
    .describe('For a free slot, or for a provider that asked to wait; null: not kept.'),
  attempts_detail: z
    .array(ListedAttempt)
    .nullable()
    .describe('In the order in which they began; null: not kept.'),
  contents: z
    .object({ request: z.string(), answer: z.string() })
    .nullable()
    .describe('Null unless the app lets them be kept.'),
})

/** The answer to `POST /api/requests/{id}/repeat`. */
export const RepeatedRequest = z.object({
  request_id: z.string().describe('Of the new one; the history says how it went.'),
})
