import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { SeriesQuery } from '#contract/model/series'
import { type ConnectionOptions, readsOf } from './connection.ts'
import { SeriesBook } from './series-book.ts'

interface SeriesOrder {
  readonly id: number
  readonly query: SeriesQuery
}

/** To read a month takes seconds the first time: it is done on a connection and a thread of its own. */
function serveSeries(): void {
  // Sound: series-reader.ts starts this thread with the options of the root's own connection.
  const { path, nativeBinding } = workerData as ConnectionOptions
  const database = new Database(path, { nativeBinding, readonly: true, fileMustExist: true })
  const book = new SeriesBook(readsOf(database))

  parentPort?.on('message', ({ id, query }: SeriesOrder) => {
    try {
      parentPort?.postMessage({ id, series: book.read(query) })
    } catch (failure) {
      parentPort?.postMessage({ id, failure: String(failure) })
    }
  })
}

serveSeries()
