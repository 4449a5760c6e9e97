import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import type { Log } from '../base/log.ts'
import type { CheckpointOrder, CheckpointProgress, CheckpointResult } from './checkpoint-thread.ts'
import type { ConnectionOptions } from './connection.ts'

/** 4 MB: seldom enough to spare the disk, often enough that reads stay quick. */
const mostPages = 1000
const mostMs = 30_000
/** A look costs a few dozen µs. */
const writesBetweenLooks = 64

export interface CheckpointsOptions {
  readonly database: Database
  readonly connection: ConnectionOptions
  /** The file of checkpoint-thread. */
  readonly threadPath: string
  readonly log: Log
}

/** Decides when the log is moved into the database and has it done off the event loop. */
export class Checkpoints {
  readonly #database: Database
  readonly #log: Log
  readonly #thread: Worker
  readonly #gone: Promise<void>
  #writesSinceLook = 0
  #isRunning = false
  #timer: NodeJS.Timeout | null = null

  constructor({ database, connection, threadPath, log }: CheckpointsOptions) {
    this.#database = database
    this.#log = log
    database.pragma('wal_autocheckpoint = 0')
    this.#thread = new Worker(threadPath, { workerData: connection })
    this.#thread.unref()
    this.#thread.on('message', (result: CheckpointResult) => {
      this.#isRunning = false
      if (result.failure) log.warn('checkpoint failed', { reason: result.failure })
    })
    this.#thread.on('error', failure => this.#goOnWithout(failure))
    this.#gone = new Promise(resolve => this.#thread.on('exit', () => resolve()))
  }

  /** To be called after each commit. */
  committed(writes: number): void {
    this.#writesSinceLook += writes
    // A look while one is running might have to wait for it.
    if (this.#writesSinceLook >= writesBetweenLooks && !this.#isRunning) {
      this.#writesSinceLook = 0
      if (this.#pagesBehind() >= mostPages) this.#start()
    }
    this.#timer ??= setTimeout(() => this.#start(), mostMs).unref()
  }

  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    // From here on somebody waits for it.
    this.#thread.ref()
    this.#tell('close')
    await this.#gone
  }

  #start(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#isRunning) return
    this.#isRunning = true
    this.#tell('checkpoint')
  }

  #tell(order: CheckpointOrder): void {
    this.#thread.postMessage(order)
  }

  #pagesBehind(): number {
    const [progress] = this.#database.pragma('wal_checkpoint(NOOP)') as CheckpointProgress[] // sound: its documented answer
    return progress ? progress.log - progress.checkpointed : 0
  }

  /** SQLite then does it by itself at a commit: slower at that moment, but the log cannot grow for ever. */
  #goOnWithout(failure: unknown): void {
    this.#log.warn('checkpoint thread ended', { cause: failure })
    this.#database.pragma('wal_autocheckpoint = 1000')
  }
}
