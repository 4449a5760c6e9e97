import type { WorkerId } from '#contract/ids'
import type { OpenDatabase } from './open-database.ts'
import { listWorkers, type WorkerRecord } from './workers.ts'

/** The workers of one database that were added by hand. */
export function savedWorkers({ read, writes }: OpenDatabase) {
  return {
    list: () => listWorkers(read),
    save: (worker: WorkerRecord) => writes.run('saveWorker', worker),
    remove: (workerId: WorkerId) => writes.run('deleteWorker', workerId),
  }
}
