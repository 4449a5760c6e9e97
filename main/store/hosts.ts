import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { ReadDb, WriteDb } from './connection.ts'

/** All that is secret of one host, sealed as one. */
export interface SealedHostSecrets {
  readonly hostId: HostId
  readonly sealed: Buffer
  readonly sealedBy: string
  /** What is in it, by name: known without opening it. */
  readonly holds: readonly string[]
}

/** A host as it is saved; its secrets stay as they are where they are null. */
export interface HostRecord {
  readonly host: Host
  readonly secrets: SealedHostSecrets | null
}

export function listHosts(db: ReadDb): readonly Host[] {
  return db
    .prepare<[], { readonly host: string }>('SELECT host FROM hosts ORDER BY added_at, rowid')
    .all()
    .map(({ host }) => JSON.parse(host) as Host) // sound: written by saveHost alone
}

export function findHost(db: ReadDb, id: HostId): Host | null {
  const row = db
    .prepare<[string], { readonly host: string }>('SELECT host FROM hosts WHERE id = ?')
    .get(id)
  return row ? (JSON.parse(row.host) as Host) : null // sound: written by saveHost alone
}

/** With its secrets in one transaction: no host is there whose key is not. */
export function saveHost(db: WriteDb, { host, secrets }: HostRecord): void {
  db.prepare<[string, string, number]>(
    `INSERT INTO hosts (id, host, added_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET host = excluded.host`,
  ).run(host.id, JSON.stringify(host), host.addedAt)
  if (secrets) saveHostSecrets(db, secrets)
}

/** Whether there was one. Its secrets go with it, however they were sealed. */
export function deleteHost(db: WriteDb, id: HostId): boolean {
  return db.prepare<[string]>('DELETE FROM hosts WHERE id = ?').run(id).changes > 0
}

export function listHostSecrets(db: ReadDb): readonly SealedHostSecrets[] {
  return db
    .prepare<[], Omit<SealedHostSecrets, 'holds'> & { readonly holds: string }>(
      `SELECT host_id AS hostId, sealed, sealed_by AS sealedBy, holds
       FROM host_secrets ORDER BY host_id, sealed_by`,
    )
    .all()
    .map(row => ({ ...row, holds: JSON.parse(row.holds) }))
}

/** Beside those that were sealed in another way. */
export function saveHostSecrets(db: WriteDb, secrets: SealedHostSecrets): void {
  db.prepare<[string, string, Buffer, string]>(
    `INSERT INTO host_secrets (host_id, sealed_by, sealed, holds) VALUES (?, ?, ?, ?)
     ON CONFLICT (host_id, sealed_by) DO UPDATE SET sealed = excluded.sealed, holds = excluded.holds`,
  ).run(secrets.hostId, secrets.sealedBy, secrets.sealed, JSON.stringify(secrets.holds))
}
