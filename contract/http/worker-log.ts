import { z } from 'zod'

/** What may follow `GET /api/hosts/{id}/log`. */
export const WorkerLogQuery = z.object({
  lines: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(200)
    .describe('Of those that are there already.'),
  follow: z.stringbool().default(false).describe('Whether the answer goes on with what comes.'),
})

/** The answer to `GET /api/hosts/{id}/log`. */
export const WorkerLog = z.string().describe('A line each.')
