import { FaultError } from '#contract/fault'
import type { DeploymentId, HostId } from '#contract/ids'
import type { Deployment, DeploymentAction, ReplacedHost } from '#contract/model/deployment'

/** The part of the deployments that a replacement needs. */
export interface ReplacingDeployments {
  start(
    action: DeploymentAction,
    hostId: HostId,
    beginning: { readonly id?: DeploymentId; readonly replaces?: HostId },
  ): Promise<DeploymentId>
  newId(): DeploymentId
  has(id: DeploymentId): boolean
  get(id: DeploymentId): Pick<Deployment, 'replaces'>
  /** Those of which the second half has not begun. */
  replacing(): readonly Pick<Deployment, 'id' | 'status' | 'hosts' | 'replaces'>[]
  saveReplaced(id: DeploymentId, replaces: ReplacedHost): Promise<void>
  onReplaceable(listener: (id: DeploymentId) => void): () => void
  workingOn(hostId: HostId): DeploymentId | null
}

export interface ReplaceSurroundings {
  readonly deployments: ReplacingDeployments
  readonly nameOf: (hostId: HostId) => string
  /** The worker of the replaced host could not be taken away. */
  readonly onKept: (hostId: HostId, cause: unknown) => void
}

/**
 * Puts one host in the place of another: the old worker goes only once the new one serves. What is
 * still to be done is kept with the deployment of the new host, and goes on after an end of the root node.
 */
export class HostReplacing {
  readonly #around: ReplaceSurroundings
  readonly #stopListening: () => void
  readonly #underWay = new Map<DeploymentId, Promise<void>>()
  #isClosed = false

  constructor(around: ReplaceSurroundings) {
    this.#around = around
    this.#stopListening = around.deployments.onReplaceable(id => this.#goOn(id))
  }

  /** Begins what a root node that ended left to do. */
  begin(): void {
    for (const { id, status } of this.#around.deployments.replacing()) {
      if (status === 'Success') this.#goOn(id)
    }
  }

  /** Answers with the deployment that sets up the new host; asked again meanwhile, with the same one. */
  async replace(old: HostId, by: HostId): Promise<DeploymentId> {
    const { deployments, nameOf } = this.#around
    if (old === by) {
      const detail = 'by: another host is expected'
      throw new FaultError({ code: 'request.malformed', detail, param: 'by' })
    }
    const before = deployments.replacing().find(({ replaces }) => replaces?.hostId === old)
    if (before?.hosts.some(({ hostId }) => hostId === by)) return before.id
    const deployment = before?.id ?? deployments.workingOn(old)
    if (deployment) throw new FaultError({ code: 'deployment.busy', host: nameOf(old), deployment })
    return deployments.start('provision', by, { replaces: old })
  }

  /** What is not begun is begun after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopListening()
    await Promise.all(this.#underWay.values())
  }

  #goOn(id: DeploymentId): void {
    if (this.#isClosed || this.#underWay.has(id)) return
    const work = this.#uninstall(id).finally(() => this.#underWay.delete(id))
    this.#underWay.set(id, work)
  }

  /** Never rejects. Its id is on disk before it begins: whenever the root node ends, it begins once. */
  async #uninstall(id: DeploymentId): Promise<void> {
    const { deployments, onKept } = this.#around
    const { replaces } = deployments.get(id)
    if (replaces?.status !== 'waiting') return
    const uninstall = replaces.uninstall ?? deployments.newId()
    try {
      if (replaces.uninstall === null)
        await deployments.saveReplaced(id, { ...replaces, uninstall })
      if (!deployments.has(uninstall)) await this.#start(id, replaces, uninstall)
      else await deployments.saveReplaced(id, { ...replaces, status: 'begun', uninstall })
    } catch (cause) {
      onKept(replaces.hostId, cause)
    }
  }

  async #start(id: DeploymentId, replaces: ReplacedHost, uninstall: DeploymentId): Promise<void> {
    const { deployments, onKept } = this.#around
    try {
      await deployments.start('uninstall', replaces.hostId, { id: uninstall })
    } catch (cause) {
      if (cause instanceof FaultError && cause.fault.code === 'root.stopping') return
      onKept(replaces.hostId, cause)
      await deployments.saveReplaced(id, { ...replaces, status: 'kept', uninstall: null })
      return
    }
    await deployments.saveReplaced(id, { ...replaces, status: 'begun', uninstall })
  }
}
