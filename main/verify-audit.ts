import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditVerdict, checkAudit } from './audit/audit-check.ts'
import { readKeptHead } from './audit/kept-head.ts'
import { databasePath, keptHeadPath } from './compose-keeping.ts'
import { openKeyFileSealer } from './settings/key-file-sealer.ts'
import { readAudit } from './store/audit-shelf.ts'
import { openForReading } from './store/open-database.ts'

/** Checks the audit log of a data folder and changes nothing in it; a root node may run there. */
export async function verifyAudit(folder: string): Promise<AuditVerdict> {
  // The sealer would make a key where there is none.
  const sealer = existsSync(join(folder, 'secret.key')) ? await openKeyFileSealer(folder) : null
  const kept = await readKeptHead(keptHeadPath(folder), sealer)
  const { read, close } = openForReading(databasePath(folder))
  try {
    return await checkAudit(readAudit(read), kept)
  } finally {
    close()
  }
}
