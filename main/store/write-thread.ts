import { parentPort, workerData } from 'node:worker_threads'
import { type ConnectionOptions, connect } from './connection.ts'
import { WriteBatches } from './write-batch.ts'
import { carriedOut, type WriteOrder } from './writes.ts'

/**
 * Writes on a connection and a thread of its own, as a commit takes its time: it brings the
 * full-text index up to date, and every few megabytes it waits for the disk.
 */
function serveWrites(): void {
  // Sound: the write queue starts this thread with the options of the root's own connection.
  const database = connect(workerData as ConnectionOptions)
  const batches = new WriteBatches(database)

  parentPort?.on('message', (orders: readonly WriteOrder[] | 'close') => {
    if (orders === 'close') {
      database.close()
      parentPort?.close()
      return
    }
    parentPort?.postMessage(batches.run(orders.map(order => db => carriedOut(db, order))))
  })
}

serveWrites()
