import { chmodSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { FaultError } from '#contract/fault'
import type { ConnectionOptions } from './connection.ts'

export interface RootLock {
  release(): void
}

/**
 * One root node a data folder. The lock is SQLite's own on a file that stays empty: the kernel
 * lets go of it when the process dies, however it dies. Nothing else may open that file, for
 * closing it would let go as well.
 */
export function holdRootLock({ path, nativeBinding }: ConnectionOptions): RootLock {
  const database = new Database(path, { nativeBinding, timeout: 0 })
  try {
    chmodSync(path, 0o600)
    database.exec('BEGIN EXCLUSIVE')
  } catch (failure) {
    database.close()
    if (!isBusy(failure)) throw failure
    throw new FaultError({ code: 'data-folder.taken', path: dirname(path) }, { cause: failure })
  }
  return {
    release() {
      database.close()
    },
  }
}

function isBusy(failure: unknown): boolean {
  return failure instanceof Database.SqliteError && failure.code.startsWith('SQLITE_BUSY')
}
