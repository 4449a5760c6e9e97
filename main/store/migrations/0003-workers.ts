import type { Migration } from './migration.ts'

export const workers: Migration = {
  version: 3,
  sql: `
    CREATE TABLE workers (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      url TEXT NOT NULL,
      sealed_key BLOB,
      sealed_by TEXT,
      weight REAL NOT NULL,
      max_concurrent INTEGER NOT NULL,
      added_at INTEGER NOT NULL,
      CHECK ((sealed_key IS NULL) = (sealed_by IS NULL))
    ) STRICT;
  `,
}
