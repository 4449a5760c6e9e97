import { FaultError } from '#contract/fault'
import type { Log } from '../base/log.ts'
import type { Backup, BackupFolder } from './backup-folder.ts'

/** The part of the store that backups need. */
export interface BackupShelf {
  /** Resolves when the copy was read back and is on the disk. */
  copyTo(path: string, onShare: (share: number) => void, signal: AbortSignal): Promise<void>
  check(path: string): Promise<'sound' | 'damaged' | 'newer'>
  /** Makes a restore ready, for when the database is opened next. */
  prepare(path: string): Promise<void>
}

export interface BackupsOptions {
  readonly shelf: BackupShelf
  readonly folder: BackupFolder
  /** How many are kept of each kind. */
  readonly keep: () => number
  readonly note: (
    action: string,
    subject: string,
    detail?: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>
  readonly log: Log
}

export interface RunningBackup {
  readonly since: number
  /** From 0 to 1. */
  readonly share: number
}

/** Makes, keeps and gives back copies of the whole database, one at a time. */
export class Backups {
  readonly #options: BackupsOptions
  #running: RunningBackup | null = null
  #failedAt: number | null = null
  #stop: AbortController | null = null

  constructor(options: BackupsOptions) {
    this.#options = options
  }

  get running(): RunningBackup | null {
    return this.#running
  }

  /** When the last try failed; null when it did not. */
  get failedAt(): number | null {
    return this.#failedAt
  }

  list(): Promise<readonly Backup[]> {
    return this.#options.folder.list()
  }

  /** Online: whoever reads or writes goes on. FaultError while another is being made. */
  make(): Promise<Backup> {
    return this.#alone(async since => {
      const { shelf, folder, note, log } = this.#options
      const stop = new AbortController()
      this.#stop = stop
      const path = folder.newPath(since)
      const onShare = (share: number) => {
        this.#running = { since, share }
      }
      try {
        await folder.prepare()
        await shelf.copyTo(path, onShare, stop.signal)
        this.#failedAt = null
      } catch (cause) {
        if (stop.signal.aborted) {
          await folder.discard(path)
          await note('backup.cancelled', 'backup')
          throw new FaultError({ code: 'backup.cancelled' })
        }
        this.#failedAt = Date.now()
        throw cause
      } finally {
        this.#stop = null
      }
      const made = (await folder.list()).find(backup => backup.madeAt === since)
      if (!made) throw new Error(`the backup ${path} is not there`)
      log.info('backup made', { backup: made.id, bytes: made.bytes, ms: Date.now() - since })
      await note('backup.made', made.id, { bytes: made.bytes })
      await this.#removeOld()
      return made
    })
  }

  /** Breaks off the one that is being made; false where none is. */
  cancel(): boolean {
    this.#stop?.abort()
    return this.#stop !== null
  }

  async remove(id: string): Promise<void> {
    const backup = await this.#known(id)
    await this.#options.folder.remove(backup.id)
    await this.#options.note('backup.removed', backup.id)
  }

  /** Makes the backup ready to take the place of the database; FaultError when it is no good. */
  async prepare(id: string): Promise<void> {
    const backup = await this.#known(id)
    await this.#alone(async () => {
      const { shelf, folder, note } = this.#options
      const path = folder.pathOf(backup.id)
      const state = await shelf.check(path)
      if (state !== 'sound') {
        throw new FaultError({ code: 'backup.unusable', backup: backup.id, state })
      }
      await shelf.prepare(path)
      await note('backup.restore-asked', backup.id)
    })
  }

  async #known(id: string): Promise<Backup> {
    const backup = await this.#options.folder.find(id)
    if (!backup) throw new FaultError({ code: 'backup.unknown', backup: id })
    return backup
  }

  async #alone<T>(work: (since: number) => Promise<T>): Promise<T> {
    if (this.#running) throw new FaultError({ code: 'backup.running' })
    const since = Date.now()
    this.#running = { since, share: 0 }
    try {
      return await work(since)
    } finally {
      this.#running = null
    }
  }

  /** What restores replaced is counted apart: none of them pushes out a backup. */
  async #removeOld(): Promise<void> {
    const { folder, keep, log } = this.#options
    const all = await folder.list()
    for (const isWayBack of [false, true]) {
      const old = all.filter(backup => backup.isWayBack === isWayBack).slice(keep())
      for (const { id } of old) {
        await folder.remove(id)
        log.info('old backup removed', { backup: id })
      }
    }
  }
}

/** Of these the newest that is sound, which may take a while to find. */
export async function newestSound(
  folder: BackupFolder,
  check: BackupShelf['check'],
): Promise<Backup | null> {
  for (const backup of await folder.list()) {
    if ((await check(folder.pathOf(backup.id))) === 'sound') return backup
  }
  return null
}
