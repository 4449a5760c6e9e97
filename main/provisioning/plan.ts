import type { CheckRecord, DeploymentAction } from '#contract/model/deployment'
import type { Host, HostMethodChoice, Installed } from '#contract/model/host'
import type { HostMethod, HostVerdict } from '#contract/model/host-facts'
import type { Site, Step } from './step.ts'
import type { Told } from './told.ts'

/** One look at whether a host serves, after the steps. */
export interface HostCheck {
  readonly name: CheckRecord['name']
  /** Resolves with what it found; rejects with what is not well, as `NotWell` where it is known. */
  look(site: Site, signal: AbortSignal): Promise<Told>
}

/** What is to be done on one host, in order. */
export interface Plan {
  readonly method: HostMethod
  /** The version that is brought; null where none is. */
  readonly version: string | null
  readonly steps: readonly Step[]
  readonly checks: readonly HostCheck[]
  /** What is there when all steps are done, without its time; null: nothing of ours. */
  readonly leaves: Omit<Installed, 'at'> | null
}

/** What somebody wants to have done. */
export interface PlanWish {
  readonly action: DeploymentAction
  /** Null: the newest that there is. */
  readonly version: string | null
  /** Null: as the host's record says. */
  readonly method: HostMethodChoice | null
}

/** Makes the plan for one host. It changes nothing. */
export interface Planner {
  /** FaultError `host.unusable` with what is in the way. */
  plan(wish: PlanWish, host: Host, verdict: HostVerdict): Promise<Plan>
}
