import type { Database } from 'better-sqlite3'
import { FaultError } from '#contract/fault'
import { sessions } from './migrations/0001-sessions.ts'
import { settings } from './migrations/0002-settings.ts'
import { workers } from './migrations/0003-workers.ts'
import { sessionSearch } from './migrations/0004-session-search.ts'
import { apps } from './migrations/0005-apps.ts'
import { requests } from './migrations/0006-requests.ts'
import { battles } from './migrations/0007-battles.ts'
import { nodesAndEvents } from './migrations/0008-nodes-and-events.ts'
import { audit } from './migrations/0009-audit.ts'
import { alerts } from './migrations/0010-alerts.ts'
import { hosts } from './migrations/0011-hosts.ts'
import { deployments } from './migrations/0012-deployments.ts'
import { coolifyAccounts } from './migrations/0013-coolify-accounts.ts'
import { idleHours } from './migrations/0014-idle-hours.ts'
import { chatTurns } from './migrations/0020-chat-turns.ts'
import { pinnedSessions } from './migrations/0021-pinned-sessions.ts'
import { heldAlerts } from './migrations/0022-held-alerts.ts'
import type { Migration } from './migrations/migration.ts'

/** In order, from version 1. */
export const migrations: readonly Migration[] = [
  sessions,
  settings,
  workers,
  sessionSearch,
  apps,
  requests,
  battles,
  nodesAndEvents,
  audit,
  alerts,
  hosts,
  deployments,
  coolifyAccounts,
  idleHours,
  chatTurns,
  pinnedSessions,
  heldAlerts,
]

export const newestVersion = Math.max(...migrations.map(({ version }) => version))

/**
 * Brings the database to the newest version, each step in one transaction, after a copy was made
 * of one that has content.
 */
export async function migrate(
  database: Database,
  copyBefore: (version: number) => Promise<void>,
): Promise<void> {
  const found = versionOf(database)
  if (found > newestVersion) {
    throw new FaultError({ code: 'database.newer', found, known: newestVersion })
  }
  const pending = migrations.filter(migration => migration.version > found)
  if (found > 0 && pending.length > 0) await copyBefore(found)
  for (const migration of pending) applyMigration(database, migration)
}

export function applyMigration(database: Database, { version, sql }: Migration): void {
  database
    .transaction(() => {
      database.exec(sql)
      database.pragma(`user_version = ${version}`)
    })
    .immediate()
}

export function versionOf(database: Database): number {
  // Sound: SQLite answers this pragma with one whole number.
  return database.pragma('user_version', { simple: true }) as number
}
