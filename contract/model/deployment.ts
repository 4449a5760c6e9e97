import type { HostNote } from '../host-note.ts'
import type { Facts } from '../host-reason.ts'
import type { DeploymentId, HostId } from '../ids.ts'

export const deploymentActions = [
  'provision',
  'update',
  'uninstall',
  'restart',
  'start',
  'stop',
  'rotate-keys',
  'rotate-secret',
  'renew-certificates',
] as const
export type DeploymentAction = (typeof deploymentActions)[number]

/** How a deployment goes over several hosts. */
export const rolloutNames = ['Progressive', 'Parallel', 'Priority', 'Redundant'] as const
export type RolloutName = (typeof rolloutNames)[number]

export const deploymentStatuses = [
  'Pending',
  'Running',
  'Success',
  /** Some hosts, or some checks of a host, are not well. */
  'Partial',
  'Failed',
  /** What was there before is being put back. */
  'Recovering',
  'Cancelled',
] as const
export type DeploymentStatus = (typeof deploymentStatuses)[number]

export const stepStatuses = [
  'pending',
  'running',
  'done',
  'failed',
  'undone',
  'skipped',
  'cancelled',
] as const
export type StepStatus = (typeof stepStatuses)[number]

/** By its owner, or as the root node ended in the middle. */
export const stopReasons = ['cancelled', 'root-ended'] as const
export type StopReason = (typeof stopReasons)[number]

/** One step on one host, as far as it is. */
export interface StepRecord {
  readonly name: string
  /** What it does, in a sentence. */
  readonly words: string
  /** What else the words tell than the name; not kept of old ones. */
  readonly facts?: Facts
  readonly status: StepStatus
  /** Whether the host is not as it was before. */
  readonly changed: boolean
  readonly message: string
  /** The message, for whoever says it in another language. */
  readonly says?: HostNote | null
  /** Bytes, while something is transferred. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly startedAt: number | null
  readonly durationMs: number | null
}

export const hostChecks = [
  'process',
  'port',
  'api',
  'store',
  'root-to-worker',
  'worker-to-root',
  'resources',
] as const

/** One look at whether a host serves now. */
export interface CheckRecord {
  readonly name: (typeof hostChecks)[number]
  readonly passed: boolean
  readonly message: string
  /** The message, for whoever says it in another language. */
  readonly says?: HostNote | null
}

/** One host of a deployment. */
export interface HostDeployment {
  readonly hostId: HostId
  readonly hostName: string
  readonly status: DeploymentStatus
  readonly workerId: string | null
  /** Hosts of one batch go together; 0 goes first. */
  readonly batch: number
  readonly steps: readonly StepRecord[]
  readonly checks: readonly CheckRecord[]
  /** What went wrong and what to do; null where nothing did. */
  readonly problem: string | null
  /** The problem, part by part, for whoever says it in another language; not kept of old ones. */
  readonly says?: readonly HostNote[] | null
  /** Why it was not done to its end, where nothing failed. */
  readonly stoppedBy?: StopReason | null
}

/** Whether the worker of a replaced host is still to be taken away, is being taken away, or stays. */
export const replacedStatuses = ['waiting', 'begun', 'kept'] as const

/** The host in whose place another one is set up. */
export interface ReplacedHost {
  readonly hostId: HostId
  readonly hostName: string
  readonly status: (typeof replacedStatuses)[number]
  /** The deployment that takes its worker away; chosen before that begins, so that it begins once. */
  readonly uninstall: DeploymentId | null
}

/** One run of a plan of steps on one or more hosts. */
export interface Deployment {
  readonly id: DeploymentId
  readonly action: DeploymentAction
  readonly rollout: RolloutName
  readonly status: DeploymentStatus
  /** The version that is brought; null where none is. */
  readonly version: string | null
  /** Who asked for it, as the audit log names it. */
  readonly actor: string
  readonly isDryRun: boolean
  readonly startedAt: number
  readonly endedAt: number | null
  readonly hosts: readonly HostDeployment[]
  /** Whose worker goes once this one's serves. */
  readonly replaces?: ReplacedHost | null
}

export const isOver = ({ status }: Pick<Deployment, 'status'>): boolean =>
  status !== 'Pending' && status !== 'Running' && status !== 'Recovering'

/** It is well, and the worker that it replaces is still to be taken away. */
export const awaitsUninstall = ({ status, replaces }: Pick<Deployment, 'status' | 'replaces'>) =>
  status === 'Success' && replaces?.status === 'waiting'
