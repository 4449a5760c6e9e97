import type { DeploymentId, HostId } from '#contract/ids'
import type { Deployment, DeploymentAction, RolloutName } from '#contract/model/deployment'
import type { Host, HostMethodChoice } from '#contract/model/host'

/** What somebody asked for; kept with the deployment, so that it can be resumed. */
export interface DeploymentRequest {
  readonly action: DeploymentAction
  /** In the order in which they are worked on. */
  readonly hosts: readonly HostId[]
  readonly strategy: RolloutName | 'auto'
  readonly batchSize: number | null
  readonly minReplicas: number | null
  readonly version: string | null
  readonly method: HostMethodChoice | null
  readonly breaksLock: boolean
}

/** As it is on disk. */
export interface KeptDeployment {
  readonly deployment: Deployment
  readonly request: DeploymentRequest
}

/** What else is known of a deployment as it begins. */
export interface Beginning {
  /** Chosen before. */
  readonly id?: DeploymentId
  /** In whose place the host comes. */
  readonly replaces?: Host
}

/** One page of the list: those before that place, the newest first. */
export interface DeploymentPage {
  readonly before: number
  readonly limit: number
  /** Either those that only told what they would do, or those that did it. */
  readonly isDryRun: boolean
}

/** The part of the store that deployments need. */
export interface DeploymentShelf {
  save(kept: KeptDeployment): Promise<void>
  find(id: string): KeptDeployment | null
  list(page: DeploymentPage): readonly (KeptDeployment & { readonly place: number })[]
  /** Those that no end was written of, and those that still await an uninstall. */
  unfinished(): readonly KeptDeployment[]
  /** Those that are over, beyond the newest so many. */
  beyond(most: number): readonly string[]
  remove(ids: readonly string[]): Promise<void>
}
