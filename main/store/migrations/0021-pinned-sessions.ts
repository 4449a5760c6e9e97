import type { Migration } from './migration.ts'

/** Sessions that their owner wants at the top of the list, whatever else goes on. */
export const pinnedSessions: Migration = {
  version: 21,
  sql: `
    ALTER TABLE sessions ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1));
    DROP INDEX sessions_by_update;
    CREATE INDEX sessions_as_listed ON sessions (is_pinned, updated_at, id);
  `,
}
