import type { Migration } from './migration.ts'

/** How busy hosts were, hour by hour; a host takes its hours with it. */
export const idleHours: Migration = {
  version: 14,
  sql: `
    CREATE TABLE idle_hours (
      host_id TEXT NOT NULL REFERENCES hosts (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      samples TEXT NOT NULL CHECK (json_valid(samples)),
      PRIMARY KEY (host_id, at)
    ) STRICT;
  `,
}
