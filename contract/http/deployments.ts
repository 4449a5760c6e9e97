import { z } from 'zod'
import { DeploymentId, HostId } from '../ids.ts'
import {
  deploymentActions,
  deploymentStatuses,
  hostChecks,
  replacedStatuses,
  rolloutNames,
  stepStatuses,
  stopReasons,
} from '../model/deployment.ts'
import { lineOrigins } from '../model/deployment-log.ts'
import { hostMethodChoices } from '../model/host.ts'
import { cursor, pageLimit } from './page.ts'

const version = z
  .string()
  .regex(/^[\w][\w.+-]{0,63}$/, 'a version is expected')
  .describe('Left out: the newest that there is.')
const dryRun = z
  .boolean()
  .default(false)
  .describe('Only tells what would be done, in words and in commands.')
const method = z.enum(hostMethodChoices).optional().describe("Left out: as the host's record says.")
const breakLock = z
  .boolean()
  .default(false)
  .describe('Takes the lock on the host away from whoever has it.')

/** What the actions on one host take; all of it may be left out. */
export const HostActionBody = z.strictObject({
  dry_run: dryRun,
  version: version.optional(),
  method,
  break_lock: breakLock,
})

/** What `POST /api/hosts/{id}/replace` takes. */
export const HostReplacement = z.strictObject({
  by: z.string().min(1).max(512).describe('The host in its place: id or name.'),
})

/** What `POST /api/deployments` takes. */
export const NewDeployment = z.strictObject({
  hosts: z
    .array(z.string().min(1).max(256))
    .min(1)
    .max(500)
    .describe('Ids or names, in this order, each once.'),
  action: z.enum(deploymentActions).default('provision'),
  strategy: z.enum([...rolloutNames, 'auto']).default('auto'),
  dry_run: dryRun,
  batch_size: z.int().min(1).max(500).optional(),
  min_replicas: z
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe('For Redundant: as many have to serve. Left out: half of them.'),
  version: version.optional(),
  method,
  break_lock: breakLock,
})
export type NewDeployment = z.infer<typeof NewDeployment>

export const AcceptedDeployment = z.object({ deployment_id: DeploymentId })

const time = z.iso.datetime()

const says = z
  .object({
    code: z.string().describe('Of the sentence, or of the fault that it tells.'),
    facts: z
      .record(z.string(), z.unknown())
      .describe('What the sentence is about; of a fault, all its fields.'),
  })
  .describe('The sentence for those who say it in another language.')

const ListedStep = z.object({
  name: z.string(),
  words: z.string().describe('What it does.'),
  facts: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .nullable()
    .describe('What else the words tell than the name.'),
  status: z.enum(stepStatuses),
  changed: z.boolean().describe('Whether the host is not as it was before.'),
  message: z.string(),
  says: says.nullable(),
  progress: z
    .object({ done: z.number().nonnegative(), total: z.number().nonnegative() })
    .nullable()
    .describe('Bytes, while something is transferred.'),
  started_at: time.nullable(),
  duration_ms: z.number().nonnegative().nullable(),
})

const ListedHostDeployment = z.object({
  host_id: HostId,
  host_name: z.string(),
  status: z.enum(deploymentStatuses),
  worker_id: z.string().nullable(),
  batch: z.int().nonnegative().describe('Hosts of one batch go together; 0 goes first.'),
  steps: z.array(ListedStep),
  checks: z.array(
    z.object({
      name: z.enum(hostChecks),
      passed: z.boolean(),
      message: z.string(),
      says: says.nullable(),
    }),
  ),
  problem: z.string().nullable().describe('What went wrong, and what to do.'),
  says: z.array(says).nullable().describe('The problem, part by part.'),
  stopped_by: z
    .enum(stopReasons)
    .nullable()
    .describe('Why it was not done to its end, where nothing failed.'),
})

const replaced = z
  .object({
    host_id: HostId,
    host_name: z.string(),
    status: z
      .enum(replacedStatuses)
      .describe('kept: its worker stays, until the deployment is resumed.'),
    uninstall: DeploymentId.nullable().describe('What takes its worker away, once that began.'),
  })
  .nullable()
  .describe('The host in whose place this one comes.')

const deploymentFields = {
  id: DeploymentId,
  action: z.enum(deploymentActions),
  strategy: z.enum(rolloutNames),
  status: z.enum(deploymentStatuses),
  version: z.string().nullable(),
  actor: z.string().describe('Who asked for it, as the audit log names it.'),
  dry_run: z.boolean(),
  started_at: time,
  ended_at: time.nullable(),
  replaces: replaced,
}

/** The answer to `GET /api/deployments/{id}`. */
export const ListedDeployment = z.object({
  ...deploymentFields,
  hosts: z.array(ListedHostDeployment),
})
export type ListedDeployment = z.infer<typeof ListedDeployment>

/** A sentence by its code, as the API tells it. */
export type ListedNote = z.infer<typeof says>

const PlannedCommand = z.object({
  step: z.string().describe('The name of the step that may run it.'),
  words: z.string().describe('What it does, in English.'),
  script: z.string(),
  as_root: z.boolean(),
})

/** The answer to a dry run. */
export const PlannedDeployment = z.object({
  ...deploymentFields,
  hosts: z.array(
    ListedHostDeployment.extend({
      plan: z.string().describe('What would be done, for people.'),
      commands: z.array(PlannedCommand).describe('What the plan may run, in order.'),
    }),
  ),
})

/** What `GET /api/deployments` takes. */
export const DeploymentsQuery = z.strictObject({
  dry_run: z.stringbool().default(false).describe('true: those that only told what they would do.'),
  limit: pageLimit,
  cursor,
})

/** The answer to `GET /api/deployments`, the newest first. */
export const ListedDeployments = z.object({
  deployments: z.array(ListedDeployment),
  next_cursor: z.string().nullable().describe('Null at the end.'),
})

/** What `GET /api/deployments/{id}/log` takes. */
export const DeploymentLogQuery = z.strictObject({
  format: z.enum(['text', 'jsonl']).default('text'),
})

export const DeploymentLog = z.string().describe('A line each, or a JSON object a line.')

/** The answer to `POST /api/hosts/{id}/break-lock`. */
export const BrokenLock = z.object({
  broken: z.boolean(),
  owner: z.string().nullable().describe('Who had it; null where nobody had.'),
})

/** What `WS /ws?deployment={id}` sends besides updates. */
export const LogMessage = z.object({
  type: z.literal('log'),
  deployment_id: DeploymentId,
  lines: z.array(
    z.object({
      seq: z.int().positive().describe('Its place in the log; where one is missing, read the log.'),
      at: time,
      host_id: HostId,
      step: z.string(),
      from: z.enum(lineOrigins),
      text: z.string(),
    }),
  ),
})
export type LogMessage = z.infer<typeof LogMessage>
