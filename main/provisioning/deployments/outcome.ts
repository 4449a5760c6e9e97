import type { HostNote } from '#contract/host-note'
import {
  type CheckRecord,
  type Deployment,
  type DeploymentStatus,
  type HostDeployment,
  isOver,
} from '#contract/model/deployment'
import { stopNote } from './note-of.ts'
import { rootEnded } from './stop-reason.ts'

/** What the steps of a plan came to. */
export type PlanEnd =
  | { readonly name: 'done'; readonly changed: number }
  | ({ readonly name: 'failed' | 'cancelled' } & Trouble)

/** What went wrong, in English, and part by part for whoever says it in another language. */
export interface Trouble {
  readonly problem: string
  readonly says: readonly HostNote[]
}

/**
 * | steps     | checks       | host      |
 * | --------- | ------------ | --------- |
 * | done      | all passed   | Success   |
 * | done      | one did not  | Partial   |
 * | failed    |              | Failed    |
 * | cancelled |              | Cancelled |
 */
export function hostStatus(
  end: PlanEnd,
  checks: readonly CheckRecord[],
): 'Success' | 'Partial' | 'Failed' | 'Cancelled' {
  if (end.name === 'failed') return 'Failed'
  if (end.name === 'cancelled') return 'Cancelled'
  return checks.every(({ passed }) => passed) ? 'Success' : 'Partial'
}

/**
 * | hosts                                | deployment |
 * | ------------------------------------ | ---------- |
 * | one is not over                      | Running    |
 * | all Success                          | Success    |
 * | it was broken off, one is not Success | Cancelled |
 * | one Success or Partial               | Partial    |
 * | else                                 | Failed     |
 */
export function overallStatus(
  hosts: readonly Pick<HostDeployment, 'status'>[],
  isBrokenOff: boolean,
): DeploymentStatus {
  const has = (...statuses: readonly DeploymentStatus[]) =>
    hosts.some(({ status }) => statuses.includes(status))
  if (!hosts.every(isOver)) return 'Running'
  if (hosts.every(({ status }) => status === 'Success')) return 'Success'
  if (isBrokenOff) return 'Cancelled'
  return has('Success', 'Partial') ? 'Partial' : 'Failed'
}

/** As it stands after the process that ran it is gone. */
export function brokenOff(deployment: Deployment, at: number): Deployment {
  const hosts = deployment.hosts.map(host => (isOver(host) ? host : brokenOffHost(host)))
  return { ...deployment, hosts, status: overallStatus(hosts, true), endedAt: at }
}

function brokenOffHost(host: HostDeployment): HostDeployment {
  return {
    ...host,
    status: 'Cancelled',
    problem: rootEnded,
    says: [stopNote('root-ended')],
    stoppedBy: 'root-ended',
    steps: host.steps.map(step =>
      step.status === 'running' || step.status === 'pending'
        ? { ...step, status: 'cancelled', progress: null }
        : step,
    ),
  }
}
