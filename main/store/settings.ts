import type { ReadDb, WriteDb } from './connection.ts'

export interface SettingRecord {
  readonly name: string
  readonly value: string
}

export interface SecretRecord {
  readonly name: string
  readonly sealed: Buffer
  readonly sealedBy: string
}

export function listSettings(db: ReadDb): readonly SettingRecord[] {
  return db.prepare<[], SettingRecord>('SELECT name, value FROM settings ORDER BY name').all()
}

export function saveSetting(db: WriteDb, { name, value }: SettingRecord): void {
  db.prepare<[string, string]>(
    `INSERT INTO settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(name, value)
}

export function deleteSetting(db: WriteDb, name: string): void {
  db.prepare<[string]>('DELETE FROM settings WHERE name = ?').run(name)
}

export function listSecrets(db: ReadDb): readonly SecretRecord[] {
  return db
    .prepare<[], SecretRecord>(
      'SELECT name, sealed, sealed_by AS sealedBy FROM secrets ORDER BY name, sealed_by',
    )
    .all()
}

/** Beside those of the same name that were sealed in another way. */
export function saveSecret(db: WriteDb, { name, sealed, sealedBy }: SecretRecord): void {
  db.prepare<[string, Buffer, string]>(
    `INSERT INTO secrets (name, sealed, sealed_by) VALUES (?, ?, ?)
     ON CONFLICT (name, sealed_by) DO UPDATE SET sealed = excluded.sealed`,
  ).run(name, sealed, sealedBy)
}

/** In one transaction with what goes: there is no moment without it. */
export function replaceSecret(db: WriteDb, secret: SecretRecord): void {
  deleteSecret(db, secret.name)
  saveSecret(db, secret)
}

/** However it was sealed. */
export function deleteSecret(db: WriteDb, name: string): void {
  db.prepare<[string]>('DELETE FROM secrets WHERE name = ?').run(name)
}
