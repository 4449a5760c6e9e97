import Database from 'better-sqlite3'

type Value = string | number | Buffer | null

export interface ReadStatement<P extends readonly Value[], R> {
  get(...values: P): R | undefined
  all(...values: P): R[]
  /** Rows one by one; nothing else may use the database until the last, or until the loop is left. */
  iterate(...values: P): IterableIterator<R>
}

export interface WriteStatement<P extends readonly Value[], R> extends ReadStatement<P, R> {
  run(...values: P): { readonly changes: number; readonly lastInsertRowid: number }
}

/** Answers questions only: preparing anything that writes throws. */
export interface ReadDb {
  prepare<P extends readonly Value[], R>(sql: string): ReadStatement<P, R>
}

/** Handed out inside a transaction of the write thread alone. */
export interface WriteDb extends ReadDb {
  prepare<P extends readonly Value[], R = never>(sql: string): WriteStatement<P, R>
}

export interface ConnectionOptions {
  readonly path: string
  /** The compiled module to load in place of the one that is shipped, where that needs a newer Node. */
  readonly nativeBinding?: string | undefined
}

/** Waits briefly for a lock: only a program that is not ours can hold one. */
const lockWaitMs = 1000

export function connect({ path, nativeBinding }: ConnectionOptions): Database.Database {
  const database = new Database(path, { nativeBinding, timeout: lockWaitMs })
  database.pragma('foreign_keys = ON')
  // NORMAL: a commit waits for no disk; a kill loses nothing, a power cut at most the last moments.
  database.pragma('synchronous = NORMAL')
  // 4 MB of pages in memory: what is written is seldom read again.
  database.pragma('cache_size = -4000')
  // What was deleted is overwritten, so that a forgotten conversation is gone.
  database.pragma('secure_delete = ON')
  return database
}

export function readsOf(database: Database.Database): ReadDb {
  const prepare = preparedOnce(database)
  return {
    prepare(sql) {
      const statement = prepare(sql)
      if (!statement.readonly) throw new Error(`a read was given a statement that writes: ${sql}`)
      // Sound as far as the caller's SQL and the types that it names agree, which SQLite cannot tell.
      return statement as never
    },
  }
}

export function writesOf(database: Database.Database): WriteDb {
  const prepare = preparedOnce(database)
  // Sound as far as the caller's SQL and the types that it names agree, which SQLite cannot tell.
  return { prepare: sql => prepare(sql) as never }
}

/** Statements are few and written out in the code, so they are kept for as long as the database is open. */
function preparedOnce(database: Database.Database): (sql: string) => Database.Statement {
  const statements = new Map<string, Database.Statement>()
  return sql => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}
