import type { Migration } from './migration.ts'

/** The default app, which needs no key and has no limits, is there from the start. */
export const apps: Migration = {
  version: 5,
  sql: `
    CREATE TABLE apps (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      key_hash BLOB,
      key_hint TEXT,
      models TEXT NOT NULL,
      requests_per_minute INTEGER,
      tokens_per_day INTEGER,
      budget_usd_per_month REAL,
      expires_at INTEGER,
      cache TEXT NOT NULL CHECK (cache IN ('off', 'deterministic', 'always')),
      keeps_contents INTEGER NOT NULL,
      is_revoked INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      CHECK ((key_hash IS NULL) = (key_hint IS NULL))
    ) STRICT, WITHOUT ROWID;

    INSERT INTO apps (id, name, models, cache, keeps_contents, is_revoked, created_at)
      VALUES ('default', 'Default', '[]', 'off', 0, 0, unixepoch() * 1000);

    CREATE TABLE prices (
      model TEXT NOT NULL PRIMARY KEY,
      input REAL NOT NULL,
      cached_input REAL NOT NULL,
      output REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
