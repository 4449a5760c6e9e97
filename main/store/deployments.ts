import { awaitsUninstall, type Deployment, isOver } from '#contract/model/deployment'
import type { ReadDb, WriteDb } from './connection.ts'

/** A deployment with what was asked for, which only whoever runs it reads. */
export interface DeploymentRecord<R = unknown> {
  readonly deployment: Deployment
  readonly request: R
}

interface Row {
  readonly place: number
  readonly record: string
}

export function findDeployment(db: ReadDb, id: string): DeploymentRecord | null {
  const row = db
    .prepare<[string], Row>('SELECT place, record FROM deployments WHERE id = ?')
    .get(id)
  return row ? JSON.parse(row.record) : null
}

export interface DeploymentPage {
  readonly before: number
  readonly limit: number
  readonly isDryRun: boolean
}

/** Those before that place, the newest first. */
export function listDeployments(
  db: ReadDb,
  { before, limit, isDryRun }: DeploymentPage,
): readonly (DeploymentRecord & { readonly place: number })[] {
  return db
    .prepare<[number, number, number], Row>(
      `SELECT place, record FROM deployments
       WHERE place < ? AND record ->> '$.deployment.isDryRun' = ?
       ORDER BY place DESC LIMIT ?`,
    )
    .all(before, Number(isDryRun), limit)
    .map(({ place, record }) => ({ ...JSON.parse(record), place }))
}

/** Those that are not over, and those of which more is to come. */
export function listUnfinishedDeployments(db: ReadDb): readonly DeploymentRecord[] {
  return db
    .prepare<[], Row>('SELECT place, record FROM deployments WHERE is_over = 0 ORDER BY place')
    .all()
    .map(({ record }) => JSON.parse(record))
}

/** The ids of those that are over, beyond the newest so many of all. */
export function listDeploymentsBeyond(db: ReadDb, most: number): readonly string[] {
  return db
    .prepare<[number], { readonly id: string; readonly isOver: number }>(
      `SELECT id, is_over AS isOver FROM deployments ORDER BY place DESC LIMIT -1 OFFSET ?`,
    )
    .all(most)
    .filter(row => row.isOver === 1)
    .map(({ id }) => id)
}

export function saveDeployment(db: WriteDb, record: DeploymentRecord): void {
  const { deployment } = record
  db.prepare<[string, number, string]>(
    `INSERT INTO deployments (id, is_over, record) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET is_over = excluded.is_over, record = excluded.record`,
  ).run(deployment.id, Number(isSettled(deployment)), JSON.stringify(record))
}

const isSettled = (deployment: Deployment) => isOver(deployment) && !awaitsUninstall(deployment)

export function deleteDeployments(db: WriteDb, ids: readonly string[]): void {
  const remove = db.prepare<[string]>('DELETE FROM deployments WHERE id = ?')
  for (const id of ids) remove.run(id)
}
