import type { Migration } from './migration.ts'

/**
 * Requests go after 90 days; what they used stays for good, summed by day. Those that end together
 * share a page: a row of its own would cost each several microseconds more.
 */
export const requests: Migration = {
  version: 6,
  sql: `
    CREATE TABLE request_pages (
      id INTEGER PRIMARY KEY,
      newest_at INTEGER NOT NULL,
      -- Packed entries, as JSON.
      entries TEXT NOT NULL
    ) STRICT;

    CREATE TABLE request_contents (
      id INTEGER PRIMARY KEY,
      page INTEGER NOT NULL REFERENCES request_pages (id) ON DELETE CASCADE,
      request TEXT NOT NULL,
      answer TEXT NOT NULL
    ) STRICT;
    CREATE INDEX request_contents_by_page ON request_contents (page);

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
