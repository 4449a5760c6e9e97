import Database from 'better-sqlite3'
import { type WriteDb, writesOf } from './connection.ts'

/** What became of a write, as it is sent: an error would lose its code on the way. */
export type WriteOutcome =
  | { readonly isDone: true; readonly result: unknown }
  | { readonly isDone: false; readonly code: string | null; readonly message: string }

/**
 * Carries out what comes together in one transaction, each write in a savepoint of its own, so
 * that one that fails is alone in that.
 */
export class WriteBatches {
  readonly #database: Database.Database
  readonly #db: WriteDb

  constructor(database: Database.Database) {
    this.#database = database
    this.#db = writesOf(database)
  }

  /** One outcome for each write, in order; what is done is committed. */
  run(writes: readonly ((db: WriteDb) => unknown)[]): readonly WriteOutcome[] {
    try {
      this.#execute('BEGIN IMMEDIATE')
      const outcomes = writes.map(write => this.#one(write))
      this.#execute('COMMIT')
      return outcomes
    } catch (failure) {
      if (this.#database.inTransaction) this.#execute('ROLLBACK')
      return writes.map(() => failed(failure))
    }
  }

  #one(write: (db: WriteDb) => unknown): WriteOutcome {
    this.#execute('SAVEPOINT one_write')
    try {
      const result = write(this.#db)
      this.#execute('RELEASE one_write')
      return { isDone: true, result }
    } catch (failure) {
      // A full disk ends the whole transaction; then the others of this batch failed as well.
      if (!this.#database.inTransaction) throw failure
      this.#execute('ROLLBACK TO one_write')
      this.#execute('RELEASE one_write')
      return failed(failure)
    }
  }

  #execute(sql: string): void {
    this.#db.prepare<[], never>(sql).run()
  }
}

function failed(failure: unknown): WriteOutcome {
  const code = failure instanceof Database.SqliteError ? failure.code : null
  return { isDone: false, code, message: String(failure) }
}
