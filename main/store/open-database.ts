import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'
import { type Log, silentLog } from '../base/log.ts'
import { type ConnectionOptions, connect, type ReadDb, readsOf } from './connection.ts'
import { migrate } from './migrate.ts'
import { SeriesReader } from './series-reader.ts'
import { WriteQueue } from './write-queue.ts'

export interface DatabaseOptions extends ConnectionOptions {
  /** The file of write-thread. */
  readonly writeThread: string
  readonly log?: Log
}

export interface OpenDatabase {
  readonly read: ReadDb
  readonly writes: WriteQueue
  readonly series: SeriesReader
  /** Waits for the writes that were taken, then leaves one file with everything in it. */
  close(): Promise<void>
}

/** Opens or creates the database, readable by its owner alone, and brings it to the newest version. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { path, nativeBinding, writeThread, log = silentLog } = options
  keepPrivate(path)
  const database = connect({ path, nativeBinding })
  try {
    database.pragma('journal_mode = WAL')
    await migrate(database, version => copyDatabase(database, `${path}.version-${version}`))
  } catch (failure) {
    database.close()
    throw failure
  }

  const connection = { path, nativeBinding }
  // The threads lie side by side.
  const seriesThread = writeThread.replace(/write-thread(?=\.m?[jt]s$)/, 'series-thread')
  const series = new SeriesReader({ connection, threadPath: seriesThread })
  const writes = new WriteQueue({ connection, threadPath: writeThread, log })

  return {
    read: readsOf(database),
    writes,
    series,
    async close() {
      await series.close()
      await writes.close()
      // The last connection moves the log into the database.
      database.close()
    },
  }
}

/** For a look from outside, beside a root node that may be running. */
export function openForReading(path: string): { readonly read: ReadDb; close(): void } {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true })
  return { read: readsOf(database), close: () => void database.close() }
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
