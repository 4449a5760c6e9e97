import type { WorkerId } from '#contract/ids'
import type { NodeRecord, OwnerChoice, SavedChoice } from '#contract/model/node'
import type { ReadDb, WriteDb } from './connection.ts'

type NodeRow = Omit<NodeRecord, 'claims'> & { readonly claims: string }

export function listNodes(db: ReadDb): readonly NodeRecord[] {
  return db
    .prepare<[], NodeRow>(
      `SELECT id, name, url, incarnation, claims, registered_at AS registeredAt
       FROM nodes ORDER BY registered_at, id`,
    )
    .all()
    .map(row => ({ ...row, claims: JSON.parse(row.claims) }))
}

/** A node that is known keeps the time at which it came first. */
export function saveNode(db: WriteDb, node: NodeRecord): void {
  db.prepare<[string, string, string, number | null, string, number]>(
    `INSERT INTO nodes (id, name, url, incarnation, claims, registered_at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url,
       incarnation = excluded.incarnation, claims = excluded.claims`,
  ).run(
    node.id,
    node.name,
    node.url,
    node.incarnation,
    JSON.stringify(node.claims),
    node.registeredAt,
  )
}

/** Whether there was one. */
export function deleteNode(db: WriteDb, id: WorkerId): boolean {
  return db.prepare<[string]>('DELETE FROM nodes WHERE id = ?').run(id).changes > 0
}

export function listChoices(db: ReadDb): readonly SavedChoice[] {
  return db
    .prepare<[], { readonly id: WorkerId; readonly choice: string }>(
      'SELECT id, choice FROM node_choices ORDER BY id',
    )
    .all()
    .map(({ id, choice }) => ({ id, choice: JSON.parse(choice) as OwnerChoice })) // sound: written by saveChoice alone
}

export function saveChoice(db: WriteDb, { id, choice }: SavedChoice): void {
  db.prepare<[string, string]>(
    `INSERT INTO node_choices (id, choice) VALUES (?, ?)
     ON CONFLICT (id) DO UPDATE SET choice = excluded.choice`,
  ).run(id, JSON.stringify(choice))
}

/** Whether there was one. */
export function deleteChoice(db: WriteDb, id: WorkerId): boolean {
  return db.prepare<[string]>('DELETE FROM node_choices WHERE id = ?').run(id).changes > 0
}
