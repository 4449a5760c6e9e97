import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Database } from 'better-sqlite3'
import { type Log, silentLog } from '../base/log.ts'
import { Checkpoints } from './checkpoints.ts'
import { type ConnectionOptions, connect, type ReadDb, readsOf } from './connection.ts'
import { migrate } from './migrate.ts'
import { WriteQueue } from './write-queue.ts'

export interface DatabaseOptions extends ConnectionOptions {
  /** The file of checkpoint-thread; null lets SQLite make checkpoints on the event loop. */
  readonly checkpointThread: string | null
  readonly log?: Log
}

export interface OpenDatabase {
  readonly read: ReadDb
  readonly writes: WriteQueue
  /** Waits for the writes that were taken, then leaves one file with everything in it. */
  close(): Promise<void>
}

/** Opens or creates the database, readable by its owner alone, and brings it to the newest version. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { path, nativeBinding, checkpointThread, log = silentLog } = options
  keepPrivate(path)
  const database = connect({ path, nativeBinding })
  try {
    database.pragma('journal_mode = WAL')
    // What was deleted is overwritten, so that a forgotten conversation is gone.
    database.pragma('secure_delete = ON')
    await migrate(database, version => copyDatabase(database, `${path}.version-${version}`))
  } catch (failure) {
    database.close()
    throw failure
  }

  const checkpoints = checkpointThread
    ? new Checkpoints({
        database,
        connection: { path, nativeBinding },
        threadPath: checkpointThread,
        log,
      })
    : null
  const writes = new WriteQueue({
    database,
    now: () => performance.now(),
    onCommit: count => checkpoints?.committed(count),
  })

  return {
    read: readsOf(database),
    writes,
    async close() {
      await writes.close()
      await checkpoints?.close()
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

async function copyDatabase(database: Database, copyPath: string): Promise<void> {
  keepPrivate(copyPath)
  await database.backup(copyPath)
}

/** SQLite gives the files beside the database the mode of the database itself. */
function keepPrivate(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file)) chmodSync(file, 0o600)
  }
}
