import type { Migration } from './migration.ts'

/** What was done on hosts; a record is read and written as a whole. */
export const deployments: Migration = {
  version: 12,
  sql: `
    CREATE TABLE deployments (
      place INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      is_over INTEGER NOT NULL,
      record TEXT NOT NULL CHECK (json_valid(record))
    ) STRICT;
    CREATE INDEX deployments_unfinished ON deployments (place) WHERE is_over = 0;
  `,
}
