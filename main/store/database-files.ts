import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type ConnectionOptions, connect } from './connection.ts'

/** 20260131T235959123Z: sorts by time, and may stand in a file's name everywhere. */
export function fileTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:.]/g, '')
}

/** A restore that was made ready, and is taken when the database is opened next. */
export const preparedPath = (path: string) => join(dirname(path), 'restore.db')

/** Left by a check that found damage when it was too late to stop. */
const damagePath = (path: string) => `${path}.found-damaged`

export function markDamaged(path: string): void {
  writeFileSync(damagePath(path), '', { mode: 0o600 })
}

export function isMarkedDamaged(path: string): boolean {
  return existsSync(damagePath(path))
}

/** Moves a damaged database out of the way, as it is, with what lies beside it; resolves to where. */
export function setAside(path: string, at: number): string {
  const aside = join(dirname(path), `banyan.damaged-${fileTime(at)}.db`)
  const moves = [
    [path, aside],
    [`${path}-wal`, `${aside}-wal`],
    [`${path}-shm`, `${aside}-shm`],
    [damagePath(path), `${aside}.found-damaged`],
  ] as const
  for (const [from, to] of moves) if (existsSync(from)) renameSync(from, to)
  return aside
}

/** The last that was set aside while nothing has taken its place; null when all is well. */
export function unreplaced(path: string): string | null {
  if (existsSync(path)) return null
  const folder = dirname(path)
  const aside = readdirSync(folder).filter(name => /^banyan\.damaged-\w+\.db$/.test(name))
  const last = aside.sort().at(-1)
  return last === undefined ? null : join(folder, last)
}

/** What a restore put in the place of what. */
export interface TakenRestore {
  /** Where the database that was in use until then lies now; null where there was none. */
  readonly wayBack: string | null
}

/**
 * Puts a prepared restore in the place of the database, which becomes a backup itself: whole, with
 * everything that was acknowledged. Wherever this is cut off, the next start goes on with it.
 */
export function takePrepared(
  { path, nativeBinding }: ConnectionOptions,
  wayBack: string,
): TakenRestore | null {
  if (!existsSync(preparedPath(path))) return null
  const isThere = existsSync(path)
  if (isThere) {
    // The last connection moves the log into the database.
    const database = connect({ path, nativeBinding })
    try {
      database.pragma('journal_mode = DELETE')
    } finally {
      database.close()
    }
    mkdirSync(dirname(wayBack), { recursive: true, mode: 0o700 })
    renameSync(path, wayBack)
  } else if (existsSync(`${path}-wal`)) {
    // A log without its database must not be taken for the log of another.
    setAside(path, Date.now())
  }
  renameSync(preparedPath(path), path)
  syncFolder(dirname(path))
  return { wayBack: isThere ? basename(wayBack) : null }
}

/** A rename is on the disk when its folder is; Windows has no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
