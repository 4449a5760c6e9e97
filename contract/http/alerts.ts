import { z } from 'zod'
import { alertRuleNames, alertSeverities } from '../model/alert.ts'
import { languages } from '../model/language.ts'
import { cursor, pageLimit } from './page.ts'

/** What `GET /api/alerts` takes. */
export const AlertsQuery = z.strictObject({
  state: z.enum(['open', 'recovered']).optional().describe('Left out: both.'),
  language: z.enum(languages).default('en').describe('Of the messages.'),
  limit: pageLimit,
  cursor,
})

const time = z.iso.datetime()

export const ListedAlert = z.object({
  id: z.string(),
  rule: z.enum(alertRuleNames),
  subject: z
    .string()
    .describe(
      'The id of a worker, an app or a host; requests or data-folder where there is only one.',
    ),
  name: z.string().nullable().describe('Of the worker, the app or the host.'),
  severity: z.enum(alertSeverities).describe('The worst that it was.'),
  state: z.enum(['open', 'recovered']),
  message: z.string().describe('What was wrong when it was told last.'),
  opened_at: time,
  told_at: time.nullable().describe('When it was told last. Null: not yet, or it was over before.'),
  recovered_at: time.nullable(),
})
export type ListedAlert = z.infer<typeof ListedAlert>

/** The answer to `GET /api/alerts`, the newest first. */
export const ListedAlerts = z.object({
  alerts: z.array(ListedAlert),
  next_cursor: z.string().nullable().describe('Null at the end.'),
})

/** The answer to `POST /api/alerts/test`. */
export const TestedAlerts = z.object({
  ways: z.array(
    z.object({
      way: z.enum(['log', 'desktop', 'webhook']),
      ok: z.boolean(),
      detail: z.string().nullable().describe('Why not.'),
      ms: z.int().nonnegative(),
    }),
  ),
})
