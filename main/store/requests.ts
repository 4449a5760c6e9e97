import type { RequestContents, RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type { ReadDb, WriteDb } from './connection.ts'

export interface RequestQuery {
  readonly app: string | null
  readonly model: string | null
  readonly worker: string | null
  readonly outcome: RequestOutcome | null
  /** Looked for in ids, models, errors and kept contents; empty finds all. */
  readonly search: string
  readonly limit: number
}

export interface RequestRow extends RequestEntry {
  readonly id: number
}

interface Row {
  readonly id: number
  readonly entry: string
}

/** So many rows are looked through in one go; a few milliseconds at most. */
const mostLookedAt = 1_000

/**
 * Those that fit among the next few below `before`, the newest first, and where to look on; null
 * at the end. Looking through all of a long history at once would hold everybody up.
 */
export function someRequests(
  db: ReadDb,
  query: RequestQuery,
  before: number,
): { readonly rows: readonly RequestRow[]; readonly next: number | null } {
  const floor =
    db
      .prepare<[number, number], { readonly id: number }>(
        'SELECT id FROM requests WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ?',
      )
      .get(before, mostLookedAt - 1)?.id ?? null
  const { sql, values } = conditionOf(query)
  const rows = db
    .prepare<(string | number)[], Row>(
      `SELECT id, entry FROM requests WHERE id < ? AND id >= ? ${sql} ORDER BY id DESC LIMIT ?`,
    )
    .all(before, floor ?? 0, ...values, query.limit)
  const last = rows.at(-1)
  const isFull = rows.length === query.limit && last !== undefined
  return { rows: rows.map(requestRow), next: isFull ? last.id : floor }
}

/** By the id that the client saw, the newest of that name, or by the number in the list. */
export function findRequest(
  db: ReadDb,
  id: string,
): { readonly row: RequestRow; readonly contents: RequestContents | null } | null {
  const select = (condition: string) =>
    db.prepare<[string | number], Row>(
      `SELECT id, entry FROM requests WHERE ${condition} ORDER BY id DESC LIMIT 1`,
    )
  const row =
    select('request_id = ?').get(id) ?? (/^\d{1,15}$/.test(id) && select('id = ?').get(Number(id)))
  if (!row) return null
  const contents = db
    .prepare<[number], RequestContents>('SELECT request, answer FROM request_contents WHERE id = ?')
    .get(row.id)
  return { row: requestRow(row), contents: contents ?? null }
}

/** A statement that inserts ten costs little more than half of ten statements; more gain nothing. */
const rowsAtOnce = 10
const insertSql = (rows: number) =>
  `INSERT INTO requests (request_id, at, entry) VALUES ${Array(rows).fill('(?, ?, ?)').join(', ')}`
const insertOne = insertSql(1)
const insertSome = insertSql(rowsAtOnce)

export function insertRequests(
  db: WriteDb,
  rows: readonly { readonly entry: RequestEntry; readonly contents: RequestContents | null }[],
): void {
  let done = 0
  while (done < rows.length) {
    const some = rows.slice(done, done + rowsAtOnce)
    if (some.length === rowsAtOnce && some.every(({ contents }) => contents === null)) {
      const values: Value[] = []
      for (const { entry } of some) addValues(values, entry)
      db.prepare<Value[]>(insertSome).run(...values)
    } else for (const { entry, contents } of some) insertRequest(db, entry, contents)
    done += some.length
  }
}

function insertRequest(db: WriteDb, entry: RequestEntry, contents: RequestContents | null): void {
  const values: Value[] = []
  addValues(values, entry)
  db.prepare<Value[]>(insertOne).run(...values)
  if (!contents) return
  db.prepare<[string, string]>(
    'INSERT INTO request_contents (id, request, answer) VALUES (last_insert_rowid(), ?, ?)',
  ).run(contents.request, contents.answer)
}

type Value = string | number

function addValues(values: Value[], entry: RequestEntry): void {
  values.push(entry.requestId, entry.at, JSON.stringify(entry))
}

/** Of the oldest few, those that came before that time; returns how many there were. */
export function deleteSomeRequests(db: WriteDb, before: number): number {
  return db
    .prepare<[number]>(
      `DELETE FROM requests WHERE at < ? AND id IN (SELECT id FROM requests ORDER BY id LIMIT 300)`,
    )
    .run(before).changes
}

function conditionOf({ app, model, worker, outcome, search }: RequestQuery) {
  const conditions: string[] = []
  const values: string[] = []
  const add = (condition: string, value: string) => {
    conditions.push(`AND (${condition})`)
    for (const _place of condition.matchAll(/\?/g)) values.push(value)
  }
  if (app !== null) add(`${field('appId')} = ?`, app)
  if (model !== null) add(`${field('model')} = ? OR ${field('modelAsked')} = ?`, model)
  if (worker !== null) add(`${field('workerId')} = ?`, worker)
  if (outcome !== null) add(`${field('outcome')} = ?`, outcome)
  if (search !== '') {
    const columns = ['request_id', field('model'), field('modelAsked'), field('errorCode')]
    const kept = `EXISTS (SELECT 1 FROM request_contents AS kept WHERE kept.id = requests.id
      AND (${like('kept.request')} OR ${like('kept.answer')}))`
    add([...columns.map(like), kept].join(' OR '), `%${search.replace(/[\\%_]/g, '\\$&')}%`)
  }
  return { sql: conditions.join(' '), values }
}

function field(name: keyof RequestEntry): string {
  return `entry ->> '${name}'`
}

function like(column: string): string {
  return `${column} LIKE ? ESCAPE '\\'`
}

function requestRow({ id, entry }: Row): RequestRow {
  // Sound: written by insertRequests alone.
  return { id, ...(JSON.parse(entry) as RequestEntry) }
}
