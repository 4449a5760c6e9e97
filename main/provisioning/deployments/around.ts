import type { DeploymentId, HostId } from '#contract/ids'
import type { DeploymentAction } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import type { Log } from '../../base/log.ts'
import type { HostLinks } from '../host-link.ts'
import type { Hosts } from '../hosts.ts'
import type { Planner } from '../plan.ts'
import type { CheckPace } from './checks.ts'
import type { LogLine } from './log-lines.ts'
import type { ReconnectPace } from './reconnecting.ts'

/** What the root node makes of what happens on hosts. */
export interface Traffic {
  /** Leads requests away from the worker of a host; resolves when it has none, or when it has waited long enough. */
  drain(hostId: HostId, signal: AbortSignal): Promise<void>
  /** Ends every connection to a worker that is about to be taken away: a way in that is gone would be knocked at. */
  leave(hostId: HostId): Promise<void>
  /** Lets it have requests again, if it is still there; resolves when it was seen to be well, or not to be. */
  undrain(hostId: HostId): Promise<void>
  /** A worker is there: to be joined before it is looked at. */
  onInstalled(host: Host, action: DeploymentAction, signal: AbortSignal): Promise<void>
  onUninstalled(host: Host): Promise<void>
}

/** What deployments need of the rest of the root node. */
export interface DeploymentsAround {
  readonly hosts: Pick<Hosts, 'get' | 'change'>
  readonly links: HostLinks
  readonly planner: Planner
  /** Looks at a host now, changing nothing. */
  discover(hostId: HostId, signal: AbortSignal): Promise<HostVerdict>
  readonly traffic: Traffic
  /** Who holds locks: the root node's own id, and whom to ask. */
  readonly owner: { readonly rootId: string; readonly who: string }
  /** Of what hosts and failures say. */
  readonly redact: (text: string) => string
  readonly publish: (type: string, subject: string, data: Readonly<Record<string, unknown>>) => void
  /** Into the audit log; never rejects. */
  readonly note: (
    action: string,
    subject: string,
    detail: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>
  readonly onLines: (id: DeploymentId, lines: readonly LogLine[]) => void
  /** Where the logs of commands are kept. */
  readonly folder: string
  readonly log: Log
  readonly pace: DeploymentPace
}

/** A test has less patience. */
export interface DeploymentPace {
  readonly reconnects: ReconnectPace
  readonly checks: CheckPace
  readonly lockEveryMs: number
}
