import { Worker } from 'node:worker_threads'
import type { Series, SeriesQuery } from '#contract/model/series'
import type { ConnectionOptions } from './connection.ts'

export interface SeriesReaderOptions {
  readonly connection: ConnectionOptions
  /** The file of series-thread. */
  readonly threadPath: string
}

type Said =
  | { readonly id: number; readonly series: Series }
  | { readonly id: number; readonly failure: string }

interface Waiting {
  readonly resolve: (series: Series) => void
  readonly reject: (failure: unknown) => void
}

/** What the thread holds in memory goes when nobody has asked for so long. */
const idleMs = 90_000
/** A script that asks without end must not fill the memory with questions. */
const mostWaiting = 64

/** Asks a thread for series, which is there for as long as somebody looks. */
export class SeriesReader {
  readonly #options: SeriesReaderOptions
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  #lastId = 0
  #idle: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(options: SeriesReaderOptions) {
    this.#options = options
  }

  read(query: SeriesQuery): Promise<Series> {
    if (this.#isClosed) return Promise.reject(new Error('the database is closed'))
    if (this.#waiting.size >= mostWaiting) return Promise.reject(new Error('too many at once'))
    const id = ++this.#lastId
    this.#thread ??= this.#startThread()
    const thread = this.#thread
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      thread.postMessage({ id, query })
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end()
  }

  async #end(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    const thread = this.#thread
    this.#thread = null
    await thread?.terminate()
  }

  #startThread(): Worker {
    const { threadPath, connection } = this.#options
    const thread = new Worker(threadPath, { workerData: connection })
    thread.unref()
    thread.on('message', (said: Said) => {
      const waiting = this.#waiting.get(said.id)
      this.#waiting.delete(said.id)
      if ('series' in said) waiting?.resolve(said.series)
      else waiting?.reject(new Error(said.failure))
      this.#endLater()
    })
    let cause: unknown = new Error('the series thread ended')
    thread.on('error', failure => {
      cause = failure
    })
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null
      if (this.#thread) return
      for (const { reject } of this.#waiting.values()) reject(cause)
      this.#waiting.clear()
    })
    return thread
  }

  #endLater(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      if (this.#waiting.size === 0) void this.#end()
    }, idleMs)
    this.#idle.unref()
  }
}
