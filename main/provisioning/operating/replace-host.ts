import { FaultError } from '#contract/fault'
import type { DeploymentId, HostId } from '#contract/ids'
import type { Deployment, DeploymentAction } from '#contract/model/deployment'

/** The part of the deployments that a replacement needs. */
export interface ReplacingDeployments {
  start(action: DeploymentAction, hostId: HostId): Promise<DeploymentId>
  /** Resolves when it has ended. */
  over(id: DeploymentId): Promise<void>
  get(id: DeploymentId): Pick<Deployment, 'status'>
  workingOn(hostId: HostId): DeploymentId | null
}

export interface ReplaceSurroundings {
  readonly deployments: ReplacingDeployments
  readonly nameOf: (hostId: HostId) => string
  /** The old worker could not be taken away, or stays as the new one does not serve. */
  readonly onKept: (hostId: HostId, cause: unknown) => void
}

interface Replacement {
  readonly by: HostId
  readonly begun: Promise<DeploymentId>
}

/** Puts one host in the place of another: the old worker goes only once the new one serves. */
export class HostReplacing {
  readonly #around: ReplaceSurroundings
  readonly #underWay = new Map<HostId, Replacement>()

  constructor(around: ReplaceSurroundings) {
    this.#around = around
  }

  /** Answers with the deployment that sets up the new host; asked again meanwhile, with the same one. */
  async replace(old: HostId, by: HostId): Promise<DeploymentId> {
    const { deployments, nameOf } = this.#around
    if (old === by) {
      const detail = 'by: another host is expected'
      throw new FaultError({ code: 'request.malformed', detail, param: 'by' })
    }
    const running = this.#underWay.get(old)
    if (running?.by === by) return running.begun
    const deployment = running ? await running.begun : deployments.workingOn(old)
    if (deployment) throw new FaultError({ code: 'deployment.busy', host: nameOf(old), deployment })
    const begun = deployments.start('provision', by)
    this.#underWay.set(old, { by, begun })
    void this.#finish(old, begun)
    return begun
  }

  /** Never rejects. */
  async #finish(old: HostId, begun: Promise<DeploymentId>): Promise<void> {
    const { deployments, onKept } = this.#around
    try {
      const id = await begun.catch(() => null)
      // Whoever asked is told why it could not begin.
      if (id === null) return
      await deployments.over(id)
      const { status } = deployments.get(id)
      if (status === 'Success') await deployments.start('uninstall', old)
      else onKept(old, `the other host ended as ${status}`)
    } catch (cause) {
      onKept(old, cause)
    } finally {
      this.#underWay.delete(old)
    }
  }
}
