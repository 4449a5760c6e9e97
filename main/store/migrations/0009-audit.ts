import type { Migration } from './migration.ts'

/** Only what follows the last entry can be added, and nothing changed or taken away: not even by REPLACE. */
export const audit: Migration = {
  version: 9,
  sql: `
    CREATE TABLE audit (
      seq INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL CHECK (json_valid(detail)),
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;

    CREATE TRIGGER audit_is_added_to BEFORE INSERT ON audit
    WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
    BEGIN
      SELECT raise(ABORT, 'the audit log is only added to');
    END;
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
      SELECT raise(ABORT, 'the audit log is only added to');
    END;
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
      SELECT raise(ABORT, 'the audit log is only added to');
    END;
  `,
}
