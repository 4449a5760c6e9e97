import { z } from 'zod'
import { LogLine, logLineLevels, logSourceKinds } from '../model/log-line.ts'

const cursor = z
  .string()
  .regex(/^\d{1,16}(\.\d{1,6})?$/, 'milliseconds since 1970, or a next_before, is expected')

/** What `GET /api/logs` takes. */
export const LogsQuery = z.strictObject({
  sources: z
    .string()
    .max(2_000)
    .default('')
    .describe(
      `Separated by commas: ${logSourceKinds.join(', ')}, or one alone such as worker:local-1. Left out: all.`,
    ),
  level: z.enum(logLineLevels).default('debug').describe('The least that is wanted.'),
  search: z.string().max(256).default('').describe('Plain text, in whatever case.'),
  before: cursor.optional().describe('Milliseconds since 1970, or the next_before of a page.'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(8.64e15)
    .default(0)
    .describe('Milliseconds since 1970: what is older is left out.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
})
export type LogsQuery = z.infer<typeof LogsQuery>

/** The answer to `GET /api/logs`, the newest first. */
export const LogsPage = z.object({
  lines: z.array(LogLine).describe('May be fewer than the limit while there is a next_before.'),
  next_before: z.string().nullable().describe('Null at the end.'),
})
export type LogsPage = z.infer<typeof LogsPage>
