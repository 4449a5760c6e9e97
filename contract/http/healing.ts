import { z } from 'zod'
import { ailments, healingActions, healingModes } from '../model/healing.ts'

const ailment = z.enum(ailments)
const action = z.enum(healingActions)
const subject = z.string().describe('The id of a worker, or `fleet`.')

const OpenAilment = z.object({
  subject,
  ailment,
  for_seconds: z.number().nonnegative(),
  actions_left: z.int().nonnegative().describe('For this worker, in this hour.'),
})

const HealingEntry = z.object({
  at: z.iso.datetime(),
  subject,
  ailment,
  action,
  outcome: z.enum(['done', 'failed', 'dry-run']),
  detail: z.string(),
  duration_ms: z.int().nonnegative(),
})

/** The answer to `GET /api/healing`. */
export const HealingReport = z.object({
  mode: z.enum(healingModes),
  ailments: z.array(OpenAilment).describe('What is wrong now.'),
  actions: z.array(HealingEntry).describe('What was done since the start, the newest first.'),
})
