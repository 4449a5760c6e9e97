import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type ConnectionOptions, connect } from './connection.ts'
import { newestVersion, versionOf } from './migrate.ts'

/** What takes long with a whole database: it is done in a thread of its own. */
export type KeepingOrder =
  | { readonly kind: 'check'; readonly connection: ConnectionOptions }
  | { readonly kind: 'copy'; readonly connection: ConnectionOptions; readonly to: string }

/** Newer: written by a Banyan that knows more. */
export type DatabaseState = 'sound' | 'damaged' | 'newer'

/** Resolves to the state of the database, or of its copy. */
export function carryOut(
  order: KeepingOrder,
  onShare: (share: number) => void,
): Promise<DatabaseState> {
  return order.kind === 'check'
    ? Promise.resolve(stateOf(order.connection))
    : copy(order.connection, order.to, onShare)
}

/** Read only: what is damaged stays as it was found. */
function stateOf({ path, nativeBinding }: ConnectionOptions): DatabaseState {
  try {
    const database = new Database(path, { nativeBinding, readonly: true, fileMustExist: true })
    try {
      const [first] = database.pragma('quick_check(1)') as readonly { quick_check: string }[]
      if (first?.quick_check !== 'ok') return 'damaged'
      return versionOf(database) > newestVersion ? 'newer' : 'sound'
    } finally {
      database.close()
    }
  } catch (failure) {
    if (isDamage(failure)) return 'damaged'
    throw failure
  }
}

const pagesAtOnce = 2_000

/**
 * One moment of a database that is being written to. The draft becomes the copy when it was read
 * back and is on the disk, so that under its name there is never half a one.
 */
async function copy(
  { path, nativeBinding }: ConnectionOptions,
  to: string,
  onShare: (share: number) => void,
): Promise<DatabaseState> {
  const draft = `${to}.new`
  try {
    rmSync(draft, { force: true })
    closeSync(openSync(draft, 'wx', 0o600))
    await copyPages({ path, nativeBinding }, draft, onShare)
    const state = settle({ path: draft, nativeBinding })
    if (state !== 'sound') return state
    const file = openSync(draft, 'r+')
    fsyncSync(file)
    closeSync(file)
    renameSync(draft, to)
    return state
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(draft + end, { force: true })
  }
}

async function copyPages(
  { path, nativeBinding }: ConnectionOptions,
  draft: string,
  onShare: (share: number) => void,
): Promise<void> {
  const database = new Database(path, { nativeBinding, readonly: true, fileMustExist: true })
  try {
    // Held open to the end: without it SQLite would begin anew at each write of another thread.
    database.exec('BEGIN')
    versionOf(database)
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    await database.backup(draft, {
      progress({ totalPages, remainingPages }) {
        onShare(totalPages === 0 ? 0 : (totalPages - remainingPages) / totalPages)
        return pagesAtOnce
      },
    })
  } finally {
    database.close()
  }
}

/** Leaves one file that needs no other beside it, and looks at all of it. */
function settle(connection: ConnectionOptions): DatabaseState {
  const database = connect(connection)
  try {
    database.pragma('journal_mode = DELETE')
    const [first] = database.pragma('integrity_check(1)') as readonly { integrity_check: string }[]
    return first?.integrity_check === 'ok' ? 'sound' : 'damaged'
  } finally {
    database.close()
  }
}

function isDamage(failure: unknown): boolean {
  return (
    failure instanceof Database.SqliteError &&
    /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(failure.code)
  )
}
