import { FaultError } from '#contract/fault'
import type { Log } from '../base/log.ts'
import type { Backup } from './backup-folder.ts'

interface ScheduledBackups {
  list(): Promise<readonly Backup[]>
  make(): Promise<Backup>
}

export interface BackupScheduleOptions {
  readonly backups: ScheduledBackups
  /** Asked each time, so that a change holds at once; 0 makes none. */
  readonly intervalHours: () => number
  readonly log: Log
  readonly now?: () => number
}

const hourMs = 3_600_000
/** A start has other things to do. */
const firstLookMs = 60_000
/** How often it is looked whether one is due: a computer that slept has missed its time. */
const lookEveryMs = 600_000

/** Makes a backup when the newest is too old. */
export class BackupSchedule {
  readonly #options: BackupScheduleOptions
  #timer: NodeJS.Timeout | null = null

  constructor(options: BackupScheduleOptions) {
    this.#options = options
  }

  start(): void {
    this.#next(firstLookMs)
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** A failure is logged, and the next look tries again. */
  async look(): Promise<void> {
    const { backups, intervalHours, log, now = Date.now } = this.#options
    const hours = intervalHours()
    if (hours === 0) return
    try {
      const newest = (await backups.list()).find(({ isWayBack }) => !isWayBack)
      if (!newest || newest.madeAt + hours * hourMs <= now()) await backups.make()
    } catch (cause) {
      // One that somebody asked for is as good, and who breaks one off has a reason.
      if (cause instanceof FaultError && /^backup\.(running|cancelled)$/.test(cause.fault.code))
        return
      log.error('backup failed', { cause })
    }
  }

  #next(inMs: number): void {
    this.#timer = setTimeout(async () => {
      await this.look()
      if (this.#timer) this.#next(lookEveryMs)
    }, inMs)
    this.#timer.unref()
  }
}
