import type { HostId } from '#contract/ids'
import type { DeploymentAction, HostDeployment } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { Hosts } from '../hosts.ts'

/** One thing that healing may do with a worker on a host; resolves with what it came to. */
interface HostHand {
  can(subject: string): boolean
  do(subject: string, signal: AbortSignal): Promise<string>
}

export interface HandSources {
  readonly hosts: Pick<Hosts, 'list'>
  /** Runs a deployment of one host to its end. Rejects when it was not taken. */
  deploy(action: DeploymentAction, hostId: HostId, signal: AbortSignal): Promise<HostDeployment>
  /** Whether anything is being done on the host. */
  isBusy(hostId: HostId): boolean
}

/** What healing can do about workers that were set up on hosts: start anew, make one more, move to another host. */
export function hostHands({ hosts, deploy, isBusy }: HandSources) {
  const hostOf = (subject: string) =>
    hosts.list().find(host => host.installed?.workerId === subject && !isBusy(host.id)) ?? null
  const spare = () => hosts.list().find(host => isSpare(host) && !isBusy(host.id)) ?? null
  const succeed = async (action: DeploymentAction, host: Host, signal: AbortSignal) => {
    const { status, problem } = await deploy(action, host.id, signal)
    if (status !== 'Success') throw new Error(problem ?? `the ${action} of ${host.name}: ${status}`)
  }

  const restart: HostHand = {
    can: subject => hostOf(subject) !== null,
    async do(subject, signal) {
      const host = there(hostOf(subject))
      await succeed('restart', host, signal)
      return `Started anew on ${host.name}.`
    },
  }
  const replicate: HostHand = {
    can: () => spare() !== null,
    async do(_, signal) {
      const host = there(spare())
      await succeed('provision', host, signal)
      return `One more worker was set up on ${host.name}.`
    },
  }
  /** The old host is left as it is: it is gone, or its worker comes back when it does. */
  const migrate: HostHand = {
    can: subject => hostOf(subject) !== null && spare() !== null,
    async do(subject, signal) {
      const from = there(hostOf(subject))
      const to = there(spare())
      await succeed('provision', to, signal)
      return `Its place is taken by a worker on ${to.name}; ${from.name} was left as it is.`
    },
  }
  return { restart, replicate, migrate }
}

/** Seen, trusted and good for a worker, and without one. */
function isSpare({ installed, trust, verdict }: Host): boolean {
  return (
    installed === null &&
    trust.name === 'pinned' &&
    verdict?.name === 'seen' &&
    verdict.methods.length > 0
  )
}

function there(host: Host | null): Host {
  if (host) return host
  throw new Error('No host can take it now.')
}
