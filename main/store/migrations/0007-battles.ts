import type { Migration } from './migration.ts'

/** Each app has its own ids: one must not read another's battle by guessing. */
export const battles: Migration = {
  version: 7,
  sql: `
    CREATE TABLE battles (
      app_id TEXT NOT NULL,
      id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      battle TEXT NOT NULL CHECK (json_valid(battle)),
      PRIMARY KEY (app_id, id)
    ) STRICT;
  `,
}
