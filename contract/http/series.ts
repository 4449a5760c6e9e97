import { z } from 'zod'
import { type SeriesFigure, seriesFigures, seriesKeys } from '../model/series.ts'

const stepSeconds = z.coerce.number().int().min(1).max(2_678_400)

const key = z.string().max(256).optional()

/** What `GET /api/metrics/series` takes. */
export const SeriesQuery = z.strictObject({
  by: z.enum(seriesKeys).default('none').describe('What is told apart.'),
  from: z.iso.datetime({ offset: true }).optional().describe('Left out: an hour before to.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Left out: now.'),
  step: stepSeconds
    .optional()
    .describe('Seconds; at most 500 fit into the time. Left out: about 120 of them do.'),
  worker: key.describe('Only what this worker answered; empty: what reached none.'),
  provider: key.describe('Only what this provider answered; empty: where it is not known.'),
  model: key.describe('Only what this model answered; empty: what reached none.'),
  app: key.describe('Only what came from the app with this id.'),
  most: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(8)
    .describe('So many are told apart, those with the most requests; the rest goes together.'),
  before: z
    .stringbool()
    .default(false)
    .describe('Whether to sum up the time of the same length before, too.'),
})

const figure = z.number().nonnegative().nullable()

function figures<T extends z.ZodType>(each: T): z.ZodObject<Record<SeriesFigure, T>> {
  // Sound: one for each name.
  const shape = Object.fromEntries(seriesFigures.map(name => [name, each]))
  return z.object(shape as Record<SeriesFigure, T>)
}

export const SeriesTotal = figures(figure).describe(
  'Over all of the time. Times are null when nothing was timed; they are right within 1 %.',
)
export const SeriesColumns = figures(z.array(figure)).describe('A figure for each step.')

/** The answer to `GET /api/metrics/series`. */
export const MetricsSeries = z.object({
  by: z.enum(seriesKeys),
  from: z.iso
    .datetime()
    .describe('When the first step begins: a whole number of steps since 1970.'),
  to: z.iso.datetime(),
  step: z.int().positive().describe('Seconds.'),
  total: SeriesTotal,
  before: SeriesTotal.nullable(),
  columns: SeriesColumns,
  groups: z.array(
    z.object({
      key: z
        .string()
        .nullable()
        .describe('An id or a name; empty: it reached none, or it is not known; null: all others.'),
      name: z.string().nullable().describe('Of the app, as long as there is one.'),
      total: SeriesTotal,
      columns: SeriesColumns,
    }),
  ),
  counted_from: z.iso
    .datetime()
    .nullable()
    .describe('Null: all of the time is counted; else from when on, as there were too many.'),
})
