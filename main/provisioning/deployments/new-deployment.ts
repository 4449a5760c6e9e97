import { randomBytes } from 'node:crypto'
import { DeploymentId, type HostId } from '#contract/ids'
import type { Deployment, HostDeployment } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import { currentActor } from '../../base/actor.ts'
import { withReplacedWaiting } from './replaced-host.ts'
import type { Beginning, DeploymentRequest } from './request.ts'
import type { Rollout } from './rollout.ts'

export function newDeployment(
  { action, version }: DeploymentRequest,
  hosts: readonly Host[],
  rollout: Rollout,
  { isDryRun, id, replaces }: Beginning & { readonly isDryRun: boolean },
): Deployment {
  const at = Date.now()
  return {
    ...{
      id: id ?? newDeploymentId(at),
      action,
      rollout: rollout.name,
      status: 'Running',
      version,
      isDryRun,
    },
    ...{ actor: currentActor(), startedAt: at, endedAt: null },
    hosts: hosts.map(({ id, name }) => emptyHost(id, name, batchOf(rollout, id))),
    replaces: replaces
      ? { hostId: replaces.id, hostName: replaces.name, status: 'waiting', uninstall: null }
      : null,
  }
}

/** As it stands before it runs again: only what is not well is begun anew. */
export function begunAgain(deployment: Deployment, rollout: Rollout): Deployment {
  const hosts = deployment.hosts.map(host =>
    host.status === 'Success'
      ? host
      : emptyHost(host.hostId, host.hostName, batchOf(rollout, host.hostId)),
  )
  return { ...withReplacedWaiting(deployment), status: 'Running', hosts, endedAt: null }
}

export function batchOf({ batches }: Rollout, id: HostId): number {
  return batches.findIndex(batch => batch.includes(id))
}

export function emptyHost(hostId: HostId, hostName: string, batch: number): HostDeployment {
  return {
    ...{ hostId, hostName, status: 'Pending', workerId: null, batch },
    ...{ steps: [], checks: [], problem: null, says: null, stoppedBy: null },
  }
}

/** Says when it was, and can be read aloud: `20261122-101502-3f9c2a`. */
export function newDeploymentId(at: number): DeploymentId {
  const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/)
  const when = `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}`
  return DeploymentId.parse(`${when}-${randomBytes(3).toString('hex')}`)
}
