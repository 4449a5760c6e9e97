import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Route } from './gateway/route.ts'
import { replaceHost } from './gateway/routes/replace-host.ts'
import type { Deployments } from './provisioning/deployments/deployments.ts'
import { newDeploymentId } from './provisioning/deployments/new-deployment.ts'
import { HostReplacing } from './provisioning/operating/replace-host.ts'

interface Surroundings {
  readonly deployments: Deployments
  readonly hosts: { get(id: HostId): Host; find(idOrName: string): Host }
  readonly log: Log
}

export interface ReplacingParts {
  readonly route: Route
  /** Goes on with replacements that were left in the middle. */
  begin(): void
}

/** Joins replacements to the deployments that they are made of. */
export function composeReplacing(
  { deployments, hosts, log }: Surroundings,
  cleanup: Cleanup,
): ReplacingParts {
  const replacing = new HostReplacing({
    deployments: {
      start: (action, hostId, { id, replaces }) =>
        deployments.start(
          {
            ...{ action, hosts: [hostId], strategy: 'Parallel', batchSize: null },
            ...{ minReplicas: null, version: null, method: null, breaksLock: false },
          },
          { ...(id && { id }), ...(replaces && { replaces: hosts.get(replaces) }) },
        ),
      newId: () => newDeploymentId(Date.now()),
      has: id => deployments.has(id),
      get: id => deployments.get(id),
      replacing: () => deployments.replacing(),
      saveReplaced: (id, replaces) => deployments.saveReplaced(id, replaces),
      onReplaceable: deployments.onReplaceable,
      workingOn: id => deployments.workingOn(id),
    },
    nameOf: id => hosts.get(id).name,
    onKept: (host, cause) => log.warn('replaced host kept its worker', { host, cause }),
  })
  cleanup.defer(() => replacing.close())
  return {
    route: replaceHost(
      idOrName => hosts.find(idOrName).id,
      (old, by) => replacing.replace(old, by),
    ),
    begin: () => replacing.begin(),
  }
}
