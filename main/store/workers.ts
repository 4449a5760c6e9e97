import { WorkerId } from '#contract/ids'
import type { ReadDb, WriteDb } from './connection.ts'

/** A worker that was added by hand. */
export interface WorkerRecord {
  readonly id: WorkerId
  readonly name: string
  readonly url: string
  readonly key: { readonly sealed: Buffer; readonly sealedBy: string } | null
  readonly weight: number
  readonly maxConcurrent: number
  readonly addedAt: number
}

interface Row extends Omit<WorkerRecord, 'key'> {
  readonly sealed: Buffer | null
  readonly sealedBy: string | null
}

export function listWorkers(db: ReadDb): readonly WorkerRecord[] {
  const rows = db
    .prepare<[], Row>(
      `SELECT id, name, url, sealed_key AS sealed, sealed_by AS sealedBy, weight,
         max_concurrent AS maxConcurrent, added_at AS addedAt
       FROM workers ORDER BY added_at, id`,
    )
    .all()
  return rows.map(({ sealed, sealedBy, ...row }) => ({
    ...row,
    id: WorkerId.parse(row.id),
    key: sealed !== null && sealedBy !== null ? { sealed, sealedBy } : null,
  }))
}

/** A worker that is known keeps the time at which it was added. */
export function saveWorker(db: WriteDb, worker: WorkerRecord): void {
  db.prepare<[string, string, string, Buffer | null, string | null, number, number, number]>(
    `INSERT INTO workers (id, name, url, sealed_key, sealed_by, weight, max_concurrent, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url,
       sealed_key = excluded.sealed_key, sealed_by = excluded.sealed_by,
       weight = excluded.weight, max_concurrent = excluded.max_concurrent`,
  ).run(
    worker.id,
    worker.name,
    worker.url,
    worker.key?.sealed ?? null,
    worker.key?.sealedBy ?? null,
    worker.weight,
    worker.maxConcurrent,
    worker.addedAt,
  )
}

/** Whether there was one. */
export function deleteWorker(db: WriteDb, workerId: WorkerId): boolean {
  return db.prepare<[string]>('DELETE FROM workers WHERE id = ?').run(workerId).changes > 0
}
