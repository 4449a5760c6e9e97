import { z } from 'zod'
import { cacheRules } from '../model/app.ts'

const time = z.iso.datetime({ offset: true })

const rules = {
  name: z.string().min(1).max(128),
  models: z
    .array(z.string().min(1).max(256))
    .max(100)
    .describe('Exact names, or beginnings that end in *. Empty: every model.'),
  requests_per_minute: z.int().min(1).max(60_000).nullable().describe('Null: no limit.'),
  tokens_per_day: z.int().min(1).nullable().describe('Of question and answer together.'),
  budget_usd_per_month: z.number().positive().max(1e9).nullable(),
  expires_at: time.nullable(),
  cache: z
    .enum(cacheRules)
    .describe('Which whole answers are given again: none, those at temperature 0, or all.'),
  keep_contents: z
    .boolean()
    .describe('Whether the history keeps what was asked and answered, not only that it was.'),
  revoked: z.boolean(),
} as const

/** The body of `PATCH /api/apps/{id}`: what is left out stays as it is. */
export const AppChange = z.strictObject(rules).partial()
export type AppChange = z.infer<typeof AppChange>

/** The body of `POST /api/apps`. */
export const NewApp = AppChange.extend({ name: rules.name })
export type NewApp = z.infer<typeof NewApp>

export const ListedApp = z.object({
  id: z.string(),
  ...rules,
  key_hint: z.string().nullable().describe('How its key ends. Null: it is the app without a key.'),
  created_at: time,
  tokens_today: z.int().nonnegative(),
  cost_usd_this_month: z.number().nonnegative(),
})
export type ListedApp = z.infer<typeof ListedApp>

/** The answer to `GET /api/apps`. */
export const ListedApps = z.object({ apps: z.array(ListedApp) })

/** The answer to what makes a key. */
export const KeyedApp = ListedApp.extend({
  key: z.string().describe('Shown this once: only its hash is kept.'),
})

/** The answer to whatever was deleted. */
export const Deleted = z.object({ id: z.string(), deleted: z.literal(true) })
