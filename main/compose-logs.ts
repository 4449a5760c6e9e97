import { join } from 'node:path'
import type { LogMessage } from '#contract/http/deployments'
import type { LogsPage, LogsQuery } from '#contract/http/logs'
import type { DeploymentId } from '#contract/ids'
import type { Cleanup } from './base/cleanup.ts'
import type { EventFeed } from './events/event-feed.ts'
import type { ChangeFeed } from './ipc/change-feed.ts'
import { DeploymentFollowing } from './log/deployment-following.ts'
import { auditLine, eventLine } from './log/line-of-row.ts'
import { deploymentLine, rootLine } from './log/line-of-text.ts'
import { deploymentLogParts, rootLogParts } from './log/log-folders.ts'
import { LogFollowing } from './log/log-following.ts'
import { logTable } from './log/log-table.ts'
import type { OpenLog } from './log/open-log.ts'
import { readLogs, scrubbed } from './log/read-logs.ts'
import type { Redactor } from './log/redactor.ts'
import { auditShelf } from './store/audit-shelf.ts'
import { eventShelf } from './store/event-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface LogSources {
  readonly database: OpenDatabase
  readonly events: EventFeed
  readonly feed: ChangeFeed
  readonly folders: { readonly data: string; readonly logs: string }
  readonly redactor: Redactor
  readonly log: OpenLog
}

/** All that is said anywhere, to be read and followed; it outlives the stops of the root node. */
export interface Logs {
  read(query: LogsQuery, signal: AbortSignal): Promise<LogsPage>
  follow(isOn: boolean): void
  followDeployment(id: DeploymentId, isOn: boolean): void
  /** The window is gone, and what it followed with it. */
  followNothing(): void
  /** Of a deployment, as it is written. */
  readonly hearDeployment: (message: LogMessage) => void
}

export const deploymentsFolder = (data: string) => join(data, 'deployments')

/** Joins the log of the root node, deployments, events and the audit log into one. */
export function composeLogs(sources: LogSources, cleanup: Cleanup): Logs {
  const { database, events, feed, folders, redactor, log } = sources
  const scrub = (text: string) => redactor.scrub(text)
  const audited = auditShelf(database)
  const happened = eventShelf(database)
  const auditRows = {
    range: () => {
      const { seq } = audited.head()
      return seq === 0 ? null : { oldest: 1, newest: seq }
    },
    after: audited.list,
  }
  const following = new LogFollowing(told => feed.push({ type: 'log', ...told }))
  cleanup.defer(() => following.close())
  const ofDeployment = new DeploymentFollowing(message =>
    feed.push({ type: 'deployment.log', message }),
  )
  cleanup.defer(log.onLine(text => following.add(() => rootLine(text))))
  cleanup.defer(events.onPublish(event => following.add(() => scrubbed(eventLine(event), scrub))))

  let toldUntil = audited.head().seq
  cleanup.defer(
    audited.onGrown(() => {
      const rows = following.isOn ? audited.list(toldUntil, 100) : []
      toldUntil = audited.head().seq
      for (const row of rows) following.add(() => scrubbed(auditLine(row), scrub))
    }),
  )

  return {
    async read(query, signal) {
      const files = await Promise.all([
        rootLogParts(folders.logs),
        deploymentLogParts(deploymentsFolder(folders.data)),
      ])
      const tables = [logTable(happened, eventLine), logTable(auditRows, auditLine)]
      return readLogs([...files.flat(), ...tables], query, scrub, signal)
    },
    follow: isOn => following.follow(isOn),
    followDeployment: (id, isOn) => ofDeployment.follow(id, isOn),
    followNothing() {
      following.follow(false)
      ofDeployment.followNone()
    },
    hearDeployment(message) {
      ofDeployment.hear(message)
      const { deployment_id: id, lines } = message
      for (const { at, host_id: hostId, ...line } of lines) {
        const entry = { ...line, kind: 'line', hostId, at: Date.parse(at) }
        following.add(() => deploymentLine(id, JSON.stringify(entry)))
      }
    },
  }
}
