import type { Alert, AlertSeverity } from '#contract/model/alert'
import type { ReadDb, WriteDb } from './connection.ts'

export interface AlertQuery {
  /** Null: both. */
  readonly state: 'open' | 'recovered' | null
  /** Only those that opened before the one of this id. */
  readonly before: number
  readonly limit: number
}

interface Row extends Omit<Alert, 'facts' | 'isSettled'> {
  readonly facts: string
  readonly isSettled: number
}

const keptMs = 90 * 86_400_000
const columns = `id, subject, severity, facts, opened_at AS openedAt, told_at AS toldAt,
  told_as AS toldAs, recovered_at AS recoveredAt, is_settled AS isSettled`

/** The newest first. */
export function listAlerts(db: ReadDb, { state, before, limit }: AlertQuery): readonly Alert[] {
  return db
    .prepare<[number, string | null, string | null, number], Row>(
      `SELECT ${columns} FROM alerts
       WHERE id < ? AND (? IS NULL OR (? = 'open') = (recovered_at IS NULL))
       ORDER BY id DESC LIMIT ?`,
    )
    .all(before, state, state, limit)
    .map(alertOf)
}

export function listUnsettledAlerts(db: ReadDb): readonly Alert[] {
  return db
    .prepare<[], Row>(`SELECT ${columns} FROM alerts WHERE is_settled = 0 ORDER BY id`)
    .all()
    .map(alertOf)
}

/** Those that were not shown yet and are not over. */
export function listHeldAlerts(db: ReadDb): readonly Alert[] {
  return db
    .prepare<[], Row>(
      `SELECT ${columns} FROM alerts
       WHERE recovered_at IS NULL AND id IN (SELECT alert_id FROM held_alerts) ORDER BY id`,
    )
    .all()
    .map(alertOf)
}

export function replaceHeldAlerts(db: WriteDb, ids: readonly number[]): void {
  db.prepare('DELETE FROM held_alerts').run()
  const insert = db.prepare<[number]>('INSERT INTO held_alerts (alert_id) VALUES (?)')
  for (const id of ids) insert.run(id)
}

export function newestAlertId(db: ReadDb): number {
  const row = db
    .prepare<[], { readonly id: number | null }>('SELECT max(id) AS id FROM alerts')
    .get()
  return row?.id ?? 0
}

/** Those that were over 90 days ago go. */
export function saveAlerts(db: WriteDb, alerts: readonly Alert[]): void {
  const insert = db.prepare<
    [
      ...[number, string, string, AlertSeverity, string, number],
      ...[number | null, AlertSeverity | null, number | null, number],
    ]
  >(
    `INSERT OR REPLACE INTO alerts (id, rule, subject, severity, facts, opened_at, told_at, told_as,
       recovered_at, is_settled)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { id, subject, severity, facts, openedAt, ...rest } of alerts) {
    const { toldAt, toldAs, recoveredAt, isSettled } = rest
    const known = [id, facts.rule, subject, severity, JSON.stringify(facts), openedAt] as const
    insert.run(...known, toldAt, toldAs, recoveredAt, Number(isSettled))
  }
  const until = Math.max(...alerts.map(alert => alert.recoveredAt ?? alert.openedAt)) - keptMs
  db.prepare<[number]>('DELETE FROM alerts WHERE recovered_at < ?').run(until)
}

function alertOf({ facts, isSettled, ...row }: Row): Alert {
  return { ...row, facts: JSON.parse(facts), isSettled: isSettled === 1 }
}
