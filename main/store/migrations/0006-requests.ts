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
      app_id TEXT NOT NULL,
      route TEXT NOT NULL,
      model_asked TEXT,
      model TEXT,
      worker_id TEXT,
      attempts INTEGER NOT NULL,
      first_token_ms REAL,
      latency_ms REAL NOT NULL,
      prompt_tokens INTEGER,
      completion_tokens INTEGER,
      cached_tokens INTEGER,
      reasoning_tokens INTEGER,
      cost_usd REAL,
      is_cache_hit INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      status INTEGER NOT NULL,
      error_code TEXT
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
