import type { Deployment } from '#contract/model/deployment'

/** For a deployment that is over: a host whose place nobody took keeps its worker. */
export function withReplacedKept(deployment: Deployment): Deployment {
  const { status, replaces } = deployment
  if (status === 'Success' || replaces?.status !== 'waiting') return deployment
  return { ...deployment, replaces: { ...replaces, status: 'kept', uninstall: null } }
}

/** Its owner asked to go on. */
export function withReplacedWaiting(deployment: Deployment): Deployment {
  const { replaces } = deployment
  if (replaces?.status !== 'kept') return deployment
  return { ...deployment, replaces: { ...replaces, status: 'waiting' } }
}
