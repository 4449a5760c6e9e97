import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { Log } from './base/log.ts'
import type { Route } from './gateway/route.ts'
import { replaceHost } from './gateway/routes/replace-host.ts'
import type { Deployments } from './provisioning/deployments/deployments.ts'
import { HostReplacing } from './provisioning/operating/replace-host.ts'

interface Surroundings {
  readonly deployments: Deployments
  readonly hosts: { get(id: HostId): Host; find(idOrName: string): Host }
  readonly log: Log
}

/** Joins replacements to the deployments that they are made of. */
export function composeReplacing({ deployments, hosts, log }: Surroundings): Route {
  const replacing = new HostReplacing({
    deployments: {
      start: (action, hostId) =>
        deployments.start({
          ...{ action, hosts: [hostId], strategy: 'Parallel', batchSize: null, minReplicas: null },
          ...{ version: null, method: null, breaksLock: false },
        }),
      over: id => deployments.over(id),
      get: id => deployments.get(id),
      workingOn: id => deployments.workingOn(id),
    },
    nameOf: id => hosts.get(id).name,
    onKept: (host, cause) => log.warn('replaced host kept its worker', { host, cause }),
  })
  return replaceHost(
    idOrName => hosts.find(idOrName).id,
    (old, by) => replacing.replace(old, by),
  )
}
