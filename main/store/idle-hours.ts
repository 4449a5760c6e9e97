import type { HostId } from '#contract/ids'
import type { ReadDb, WriteDb } from './connection.ts'

/** How busy a host was in one hour, in percent. */
export interface IdleHourRecord {
  /** When it began, in milliseconds since 1970. */
  readonly at: number
  readonly samples: readonly {
    readonly cpu: number
    readonly network: number
    readonly memory: number
  }[]
}

export interface KeptIdleHour {
  readonly hostId: HostId
  readonly hour: IdleHourRecord
  /** Those of the host that are older go. */
  readonly keepFrom: number
}

/** The oldest first. */
export function listIdleHours(db: ReadDb, hostId: HostId): readonly IdleHourRecord[] {
  return db
    .prepare<[string], { readonly at: number; readonly samples: string }>(
      'SELECT at, samples FROM idle_hours WHERE host_id = ? ORDER BY at',
    )
    .all(hostId)
    .map(({ at, samples }) => ({ at, samples: JSON.parse(samples) })) // sound: written by saveIdleHour alone
}

/** Of a host that was removed meanwhile nothing is kept. */
export function saveIdleHour(db: WriteDb, { hostId, hour, keepFrom }: KeptIdleHour): void {
  db.prepare<[number, string, string]>(
    `INSERT OR REPLACE INTO idle_hours (host_id, at, samples)
     SELECT id, ?, ? FROM hosts WHERE id = ?`,
  ).run(hour.at, JSON.stringify(hour.samples), hostId)
  db.prepare<[string, number]>('DELETE FROM idle_hours WHERE host_id = ? AND at < ?').run(
    hostId,
    keepFrom,
  )
}
