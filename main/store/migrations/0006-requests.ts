import type { Migration } from './migration.ts'

/**
 * Requests go after 90 days; what they used stays for good, summed by day. Few indexes, for each
 * costs every request: rows come and go in the order of time, which their ids follow.
 */
export const requests: Migration = {
  version: 6,
  sql: `
    CREATE TABLE requests (
      id INTEGER PRIMARY KEY,
      request_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      -- A RequestEntry as JSON: to bind twenty values costs more than all the rest of an insert.
      entry TEXT NOT NULL
    ) STRICT;
    CREATE INDEX requests_by_request_id ON requests (request_id);

    CREATE TABLE request_contents (
      id INTEGER PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
      request TEXT NOT NULL,
      answer TEXT NOT NULL
    ) STRICT;

    CREATE TABLE usage_days (
      day TEXT NOT NULL,
      app_id TEXT NOT NULL,
      model TEXT NOT NULL,
      worker_id TEXT NOT NULL,
      requests INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      prompt_tokens INTEGER NOT NULL,
      completion_tokens INTEGER NOT NULL,
      cached_tokens INTEGER NOT NULL,
      reasoning_tokens INTEGER NOT NULL,
      cost_usd REAL NOT NULL,
      unpriced INTEGER NOT NULL,
      PRIMARY KEY (day, app_id, model, worker_id)
    ) STRICT, WITHOUT ROWID;
  `,
}
