import { parentPort, workerData } from 'node:worker_threads'
import { type ConnectionOptions, connect } from './connection.ts'

/** What the root's own thread says to this one, and hears back. */
export type CheckpointOrder = 'checkpoint' | 'close'
export type CheckpointResult = { readonly failure: string | null }

/** SQLite's answer, in pages of the log. */
export interface CheckpointProgress {
  readonly log: number
  readonly checkpointed: number
}

/** Writes that come in meanwhile stay behind; a few short rounds more catch up with them. */
const mostRounds = 4

/**
 * Moves what was committed from the log into the database, on a connection and a thread of its
 * own: this is where SQLite waits for the disk. Never holds a lock that a write would wait for.
 */
function serveCheckpoints(): void {
  // Sound: the root starts this thread with the options of its own connection.
  const database = connect(workerData as ConnectionOptions)
  const checkpoint = database.prepare<[], CheckpointProgress>('PRAGMA wal_checkpoint(PASSIVE)')

  parentPort?.on('message', (order: CheckpointOrder) => {
    if (order === 'close') {
      database.close()
      parentPort?.close()
      return
    }
    parentPort?.postMessage({ failure: failureOf(runRounds) } satisfies CheckpointResult)
  })

  function runRounds(): void {
    for (let round = 0; round < mostRounds; round += 1) {
      const progress = checkpoint.get()
      if (!progress || progress.checkpointed >= progress.log) return
    }
  }
}

function failureOf(run: () => void): string | null {
  try {
    run()
    return null
  } catch (failure) {
    return String(failure)
  }
}

serveCheckpoints()
