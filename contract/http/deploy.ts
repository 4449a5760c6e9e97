import { z } from 'zod'
import { deployActions, deploySteps, localWorkerStates } from '../model/local-workers.ts'

const durationMs = z.int().nonnegative()
const port = z.int().positive().nullable()

export const DeployStep = z.object({
  name: z.enum(deploySteps),
  success: z.boolean(),
  message: z.string(),
  duration_ms: durationMs,
})

/** The answer to what is done with the local workers. */
export const DeployOutcome = z.object({
  success: z.boolean().describe('Whether every step was done.'),
  message: z.string(),
  steps: z.array(DeployStep),
  duration_ms: durationMs,
})
export type DeployOutcome = z.infer<typeof DeployOutcome>

export const DeployedWorker = z.object({
  id: z.string(),
  state: z.enum(localWorkerStates),
  state_reason: z.string().nullable().describe('Why it waits or was given up.'),
  pid: z.int().positive().nullable(),
  port,
  since: z.iso.datetime().nullable().describe('When it began to run, or was given up.'),
  retry_at: z.iso.datetime().nullable().describe('When it is started again.'),
})
export type DeployedWorker = z.infer<typeof DeployedWorker>

/** The answer to `GET /api/deploy/status`. */
export const DeployStatus = z.object({
  enabled: z.boolean().describe('Whether the root node is to run workers of its own.'),
  initialized: z.boolean().describe('Whether what they need is there.'),
  worker_port: port.describe('Of the first that listens.'),
  workers: z.array(DeployedWorker),
  action: z
    .object({ name: z.enum(deployActions), steps: z.array(DeployStep) })
    .nullable()
    .describe('What is under way, with its steps so far.'),
  last: DeployOutcome.extend({ action: z.enum(deployActions) })
    .nullable()
    .describe('What was done last; at first, the start with the root node.'),
})
export type DeployStatus = z.infer<typeof DeployStatus>
