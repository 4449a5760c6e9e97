import type { HostId } from '#contract/ids'
import { type IdleHourRecord, listIdleHours } from './idle-hours.ts'
import type { OpenDatabase } from './open-database.ts'

/** The hours of hosts of one database, in the shape that main/provisioning/idle asks for. */
export function idleShelf({ read, writes }: OpenDatabase) {
  return {
    list: (hostId: HostId) => listIdleHours(read, hostId),
    save: (hostId: HostId, hour: IdleHourRecord, keepFrom: number) =>
      writes.run('saveIdleHour', { hostId, hour, keepFrom }),
  }
}
