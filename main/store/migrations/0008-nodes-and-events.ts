import type { Migration } from './migration.ts'

/** What an owner chose holds for workers of any origin, so it stands beside the nodes that registered. */
export const nodesAndEvents: Migration = {
  version: 8,
  sql: `
    CREATE TABLE nodes (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      url TEXT NOT NULL,
      incarnation INTEGER,
      claims TEXT NOT NULL CHECK (json_valid(claims)),
      registered_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE node_choices (
      id TEXT NOT NULL PRIMARY KEY,
      choice TEXT NOT NULL CHECK (json_valid(choice))
    ) STRICT;

    CREATE TABLE events (
      seq INTEGER NOT NULL PRIMARY KEY,
      at INTEGER NOT NULL,
      type TEXT NOT NULL,
      subject TEXT NOT NULL,
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;
  `,
}
