import type { Migration } from './migration.ts'

export const sessions: Migration = {
  version: 1,
  sql: `
    CREATE TABLE sessions (
      id TEXT NOT NULL PRIMARY KEY COLLATE BINARY,
      system TEXT,
      title TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX sessions_by_update ON sessions (updated_at);

    CREATE TABLE messages (
      id INTEGER PRIMARY KEY,
      session_id TEXT NOT NULL COLLATE BINARY REFERENCES sessions (id) ON DELETE CASCADE,
      turn INTEGER NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
      content TEXT NOT NULL,
      worker_id TEXT,
      model TEXT,
      prompt_tokens INTEGER,
      completion_tokens INTEGER,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE UNIQUE INDEX messages_by_turn ON messages (session_id, turn, role);
  `,
}
