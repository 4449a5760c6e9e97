import type { App } from '#contract/model/app'
import type { ReadDb, WriteDb } from './connection.ts'

export interface AppRecord {
  readonly app: App
  readonly keyHash: Buffer | null
}

interface Row extends Omit<App, 'models' | 'keepsContents' | 'isRevoked'> {
  readonly models: string
  readonly keepsContents: number
  readonly isRevoked: number
  readonly keyHash: Buffer | null
}

export function listApps(db: ReadDb): readonly AppRecord[] {
  const rows = db
    .prepare<[], Row>(
      `SELECT id, name, key_hash AS keyHash, key_hint AS keyHint, models,
         requests_per_minute AS requestsPerMinute, tokens_per_day AS tokensPerDay,
         budget_usd_per_month AS budgetUsdPerMonth, expires_at AS expiresAt, cache,
         keeps_contents AS keepsContents, is_revoked AS isRevoked, created_at AS createdAt
       FROM apps ORDER BY created_at, id`,
    )
    .all()
  return rows.map(({ keyHash, ...row }) => ({
    keyHash,
    app: {
      ...row,
      models: JSON.parse(row.models),
      keepsContents: row.keepsContents === 1,
      isRevoked: row.isRevoked === 1,
    },
  }))
}

export function saveApp(db: WriteDb, { app, keyHash }: AppRecord): void {
  db.prepare<
    [
      ...[string, string, Buffer | null, string | null, string],
      ...[number | null, number | null, number | null, number | null],
      ...[string, number, number, number],
    ]
  >(
    `INSERT OR REPLACE INTO apps (id, name, key_hash, key_hint, models, requests_per_minute,
       tokens_per_day, budget_usd_per_month, expires_at, cache, keeps_contents, is_revoked,
       created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    app.id,
    app.name,
    keyHash,
    app.keyHint,
    JSON.stringify(app.models),
    app.requestsPerMinute,
    app.tokensPerDay,
    app.budgetUsdPerMonth,
    app.expiresAt,
    app.cache,
    Number(app.keepsContents),
    Number(app.isRevoked),
    app.createdAt,
  )
}

export function deleteApp(db: WriteDb, appId: string): void {
  db.prepare<[string]>('DELETE FROM apps WHERE id = ?').run(appId)
}
