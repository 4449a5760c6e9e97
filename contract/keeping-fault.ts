/** What can be wrong with the database and its backups. */
export type KeepingFault =
  | {
      readonly code: 'database.damaged'
      /** Where it was put. */
      readonly aside: string
      /** The newest backup that is sound. */
      readonly backup: string | null
    }
  | { readonly code: 'backup.unknown'; readonly backup: string }
  | { readonly code: 'backup.running' }
  | { readonly code: 'backup.cancelled' }
  | {
      readonly code: 'backup.unusable'
      readonly backup: string
      /** Newer: it was written by a newer Banyan. */
      readonly state: 'damaged' | 'newer'
    }

export function keepingFaultText(fault: KeepingFault): string {
  switch (fault.code) {
    case 'database.damaged':
      return `The database was damaged and put aside, as it is, as ${fault.aside}. ${offerText(fault.backup)} --start-empty begins without what was in it.`
    case 'backup.unknown':
      return `There is no backup "${fault.backup.slice(0, 200)}".`
    case 'backup.running':
      return 'Another backup is being made or looked at. Try again when it is done.'
    case 'backup.cancelled':
      return 'The backup was cancelled. Nothing of it is kept.'
    case 'backup.unusable':
      return fault.state === 'damaged'
        ? `The backup "${fault.backup}" is damaged. Take another one.`
        : `The backup "${fault.backup}" was written by a newer Banyan. Update Banyan first.`
  }
}

function offerText(backup: string | null): string {
  return backup === null
    ? 'There is no sound backup.'
    : `The newest sound backup is ${backup}: --restore "${backup}" takes it at the next start.`
}
