import { HostReplacement } from '#contract/http/deployments'
import type { DeploymentId, HostId } from '#contract/ids'
import type { Route } from '../route.ts'

/** `POST /api/hosts/{id}/replace`: another host in the place of this one. */
export function replaceHost(
  hostNamed: (idOrName: string) => HostId,
  replace: (old: HostId, by: HostId) => Promise<DeploymentId>,
): Route {
  return {
    method: 'POST',
    path: '/api/hosts/*/replace',
    access: 'owner',
    async handle(call) {
      const old = hostNamed(call.rest('/api/hosts/').replace(/\/[^/]*$/, ''))
      const { by } = await call.json(HostReplacement)
      call.answer(202, { deployment_id: await replace(old, hostNamed(by)) })
    },
  }
}
