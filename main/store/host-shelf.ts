import type { HostId } from '#contract/ids'
import { type HostRecord, listHostSecrets, listHosts, type SealedHostSecrets } from './hosts.ts'
import type { OpenDatabase } from './open-database.ts'

/** The hosts of one database, in the shape that main/provisioning asks for. */
export function hostShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listHosts(read),
    secrets: () => listHostSecrets(read),
    save: (record: HostRecord) => writes.run('saveHost', record),
    saveSecrets: (secrets: SealedHostSecrets) => writes.run('saveHostSecrets', secrets),
    remove: (id: HostId) => writes.run('deleteHost', id),
  }
}
