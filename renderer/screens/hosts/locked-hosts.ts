import type { DeploymentStatus } from '#contract/model/deployment'

/** What of a host of a deployment tells why it failed. */
interface Told {
  readonly status: DeploymentStatus
  /** The problem by its codes; older deployments have none. */
  readonly says?: readonly { readonly code: string }[] | null
}

/** Those on which nothing was done, as somebody else is at work there. */
export function lockedHosts<H extends Told>(hosts: readonly H[]): readonly H[] {
  return hosts.filter(
    ({ status, says }) => status === 'Failed' && says?.some(({ code }) => code === 'host.locked'),
  )
}
