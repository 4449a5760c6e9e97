import { type CoolifyAccountRecord, listCoolifyAccounts } from './coolify-accounts.ts'
import type { OpenDatabase } from './open-database.ts'

/** The Coolify accounts of one database, in the shape that main/provisioning asks for. */
export function coolifyShelf({ read, writes }: OpenDatabase) {
  return {
    list: () => listCoolifyAccounts(read),
    save: (record: CoolifyAccountRecord) => writes.run('saveCoolifyAccount', record),
    remove: (id: string) => writes.run('deleteCoolifyAccount', id),
  }
}
