import type { Migration } from './migration.ts'

export const coolifyAccounts: Migration = {
  version: 13,
  sql: `
    CREATE TABLE coolify_accounts (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      url TEXT NOT NULL,
      image TEXT,
      team TEXT NOT NULL,
      version TEXT NOT NULL,
      abilities TEXT NOT NULL CHECK (json_valid(abilities)),
      sealed_token BLOB NOT NULL,
      sealed_by TEXT NOT NULL,
      added_at INTEGER NOT NULL
    ) STRICT;
  `,
}
