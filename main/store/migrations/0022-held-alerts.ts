import type { Migration } from './migration.ts'

/** Which alerts were not shown on the screen yet, for it was quiet. */
export const heldAlerts: Migration = {
  version: 22,
  sql: `
    CREATE TABLE held_alerts (
      alert_id INTEGER PRIMARY KEY
    ) STRICT;
  `,
}
