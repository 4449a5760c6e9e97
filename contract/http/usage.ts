import { z } from 'zod'
import { usageKeys } from '../model/usage.ts'

const day = z.iso.date()
const count = z.int().nonnegative()

/** What `GET /api/usage` takes. Days are those of the clock on this computer. */
export const UsageQuery = z.strictObject({
  by: z.enum(usageKeys).default('day'),
  from: day.optional().describe('The first day; 30 days up to the last one, when left out.'),
  to: day.optional().describe('The last day; today, when left out.'),
})

const sums = {
  requests: count,
  failed: count.describe('Those of them that failed or were refused.'),
  prompt_tokens: count.describe('Cached ones among them.'),
  completion_tokens: count.describe('Those of reasoning among them.'),
  cached_tokens: count,
  reasoning_tokens: count,
  cost_usd: z.number().nonnegative(),
  unpriced: count.describe('Served requests whose cost nobody knows; they count as 0.'),
} as const

export const UsageTotal = z.object(sums)
export const UsageRow = z.object({
  key: z
    .string()
    .describe('The id, name or day that is summed up; empty for what reached no model or worker.'),
  name: z.string().nullable().describe('Of the app, as long as there is one.'),
  ...sums,
})

/** The answer to `GET /api/usage`. */
export const UsageAnswer = z.object({
  by: z.enum(usageKeys),
  from: day,
  to: day,
  total: UsageTotal,
  rows: z.array(UsageRow),
})
