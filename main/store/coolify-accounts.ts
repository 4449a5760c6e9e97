import type { CoolifyAccount } from '#contract/model/coolify'
import type { ReadDb, WriteDb } from './connection.ts'

/** An account with its token, as it lies on disk. */
export interface CoolifyAccountRecord {
  readonly account: CoolifyAccount
  readonly token: { readonly sealed: Buffer; readonly sealedBy: string }
}

interface Row extends Omit<CoolifyAccount, 'abilities'> {
  readonly abilities: string
  readonly sealed: Buffer
  readonly sealedBy: string
}

export function listCoolifyAccounts(db: ReadDb): readonly CoolifyAccountRecord[] {
  return db
    .prepare<[], Row>(
      `SELECT id, name, url, image, team, version, abilities, sealed_token AS sealed,
         sealed_by AS sealedBy, added_at AS addedAt
       FROM coolify_accounts ORDER BY added_at, id`,
    )
    .all()
    .map(({ sealed, sealedBy, abilities, ...row }) => ({
      account: { ...row, abilities: JSON.parse(abilities) },
      token: { sealed, sealedBy },
    }))
}

/** An account that is known keeps the time at which it was added. */
export function saveCoolifyAccount(db: WriteDb, { account, token }: CoolifyAccountRecord): void {
  const { id, name, url, image, team, version, abilities, addedAt } = account
  db.prepare<
    [string, string, string, string | null, string, string, string, Buffer, string, number]
  >(
    `INSERT INTO coolify_accounts (id, name, url, image, team, version, abilities, sealed_token,
       sealed_by, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url,
       image = excluded.image, team = excluded.team, version = excluded.version,
       abilities = excluded.abilities, sealed_token = excluded.sealed_token,
       sealed_by = excluded.sealed_by`,
  ).run(
    ...([id, name, url, image, team, version, JSON.stringify(abilities)] as const),
    ...([token.sealed, token.sealedBy, addedAt] as const),
  )
}

/** Whether there was one. */
export function deleteCoolifyAccount(db: WriteDb, id: string): boolean {
  return db.prepare<[string]>('DELETE FROM coolify_accounts WHERE id = ?').run(id).changes > 0
}
