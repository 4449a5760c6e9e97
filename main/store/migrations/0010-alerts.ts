import type { Migration } from './migration.ts'

/** Kept so that a restart tells nothing twice. */
export const alerts: Migration = {
  version: 10,
  sql: `
    CREATE TABLE alerts (
      id INTEGER PRIMARY KEY,
      rule TEXT NOT NULL,
      subject TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
      facts TEXT NOT NULL CHECK (json_valid(facts)),
      opened_at INTEGER NOT NULL,
      told_at INTEGER,
      told_as TEXT CHECK (told_as IN ('warning', 'critical')),
      recovered_at INTEGER,
      is_settled INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX alerts_unsettled ON alerts (rule, subject) WHERE is_settled = 0;
    CREATE INDEX alerts_by_recovery ON alerts (recovered_at);
  `,
}
