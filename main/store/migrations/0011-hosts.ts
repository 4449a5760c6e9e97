import type { Migration } from './migration.ts'

/** The secrets of a host, once for each way of sealing: what one start cannot open, another can. */
export const hosts: Migration = {
  version: 11,
  sql: `
    CREATE TABLE hosts (
      id TEXT NOT NULL PRIMARY KEY,
      host TEXT NOT NULL CHECK (json_valid(host)),
      added_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE host_secrets (
      host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
      sealed_by TEXT NOT NULL,
      sealed BLOB NOT NULL,
      holds TEXT NOT NULL CHECK (json_valid(holds)),
      PRIMARY KEY (host_id, sealed_by)
    ) STRICT;
  `,
}
