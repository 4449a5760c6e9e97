import Database from 'better-sqlite3'
import { FaultError } from '#contract/fault'
import { type WriteDb, writesOf } from './connection.ts'

/** The event loop may wait 5 ms; most of that pays for the commit, which also writes the index of what was said. */
const batchMs = 1.5

interface Write {
  /** Applies it and returns what tells its caller, to be called when it is committed. */
  readonly apply: (db: WriteDb) => () => void
  readonly reject: (failure: unknown) => void
}

export interface WriteQueueOptions {
  readonly database: Database.Database
  /** Milliseconds that only go up. */
  readonly now: () => number
  /** Called after each commit with how many writes were in it. */
  readonly onCommit: (writes: number) => void
}

/**
 * Every write of the root node goes through here: those of one tick share a transaction, each in
 * a savepoint of its own, so that one that fails is alone in that.
 */
export class WriteQueue {
  readonly #database: Database.Database
  readonly #now: () => number
  readonly #onCommit: (writes: number) => void
  readonly #writes: WriteDb
  readonly #waiting: Write[] = []
  #isScheduled = false
  #isClosed = false
  #onDrained: (() => void) | null = null

  constructor({ database, now, onCommit }: WriteQueueOptions) {
    this.#database = database
    this.#now = now
    this.#onCommit = onCommit
    this.#writes = writesOf(database)
  }

  /** Resolves when the write is committed. */
  run<T>(write: (db: WriteDb) => T): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error('the database is closed'))
    return new Promise((resolve, reject) => {
      const apply = (db: WriteDb) => {
        const value = write(db)
        return () => resolve(value)
      }
      this.#waiting.push({ apply, reject })
      this.#schedule()
    })
  }

  /** Takes no more writes and resolves when the last one is through. */
  close(): Promise<void> {
    this.#isClosed = true
    if (this.#waiting.length === 0) return Promise.resolve()
    return new Promise(resolve => {
      this.#onDrained = resolve
    })
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#writeBatch()
      if (this.#waiting.length > 0) this.#schedule()
      else this.#onDrained?.()
    })
  }

  #writeBatch(): void {
    const acknowledgements: (() => void)[] = []
    let taken = 0
    try {
      const startedAt = this.#now()
      this.#execute('BEGIN IMMEDIATE')
      for (const write of this.#waiting) {
        taken += 1
        this.#apply(write, acknowledgements)
        if (this.#now() - startedAt >= batchMs) break
      }
      this.#execute('COMMIT')
    } catch (failure) {
      if (this.#database.inTransaction) this.#execute('ROLLBACK')
      // A transaction that cannot even begin has no first write to blame.
      if (taken === 0) taken = this.#waiting.length
      for (const write of this.#waiting.splice(0, taken)) write.reject(faultOf(failure))
      return
    }
    this.#waiting.splice(0, taken)
    for (const acknowledge of acknowledgements) acknowledge()
    this.#onCommit(acknowledgements.length)
  }

  #apply(write: Write, acknowledgements: (() => void)[]): void {
    this.#execute('SAVEPOINT one_write')
    try {
      const acknowledge = write.apply(this.#writes)
      this.#execute('RELEASE one_write')
      acknowledgements.push(acknowledge)
    } catch (failure) {
      // A full disk ends the whole transaction; then the others of this batch failed as well.
      if (!this.#database.inTransaction) throw failure
      this.#execute('ROLLBACK TO one_write')
      this.#execute('RELEASE one_write')
      write.reject(faultOf(failure))
    }
  }

  #execute(sql: string): void {
    this.#writes.prepare<[], never>(sql).run()
  }
}

/** A full disk is the one failure of SQLite that a person can mend. */
function faultOf(failure: unknown): unknown {
  return failure instanceof Database.SqliteError && failure.code === 'SQLITE_FULL'
    ? new FaultError({ code: 'storage.full' }, { cause: failure })
    : failure
}
