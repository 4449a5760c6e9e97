import type { Migration } from './migration.ts'

/** A secret has one row for each way of sealing: what one start of Banyan cannot open, another can. */
export const settings: Migration = {
  version: 2,
  sql: `
    CREATE TABLE settings (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE secrets (
      name TEXT NOT NULL,
      sealed BLOB NOT NULL,
      sealed_by TEXT NOT NULL,
      PRIMARY KEY (name, sealed_by)
    ) STRICT, WITHOUT ROWID;
  `,
}
