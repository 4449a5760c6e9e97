import type { Migration } from './migration.ts'

/**
 * How answers came to be, and what went along with messages. Turns that another way on took the
 * place of are a session of their own that nobody lists: `aside_of` names the one that they were
 * taken from, `aside_from` their first turn. They go with it.
 */
export const chatTurns: Migration = {
  version: 20,
  sql: `
    ALTER TABLE messages ADD COLUMN facts TEXT CHECK (json_valid(facts));

    ALTER TABLE sessions ADD COLUMN aside_of TEXT REFERENCES sessions (id) ON DELETE CASCADE;
    ALTER TABLE sessions ADD COLUMN aside_from INTEGER;
    CREATE INDEX sessions_aside ON sessions (aside_of) WHERE aside_of IS NOT NULL;

    CREATE TABLE session_files (
      session_id TEXT NOT NULL COLLATE BINARY REFERENCES sessions (id) ON DELETE CASCADE,
      turn INTEGER NOT NULL,
      place INTEGER NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE (session_id, turn, place)
    ) STRICT;
  `,
}
