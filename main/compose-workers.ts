import { WorkerId } from '#contract/ids'
import type { Secret } from './base/secret.ts'
import type { Fleet, RemoteWorker } from './fleet/fleet.ts'
import type { parseWorkerList } from './fleet/worker-list.ts'

interface KnownWorkers {
  readonly fleet: Fleet
  /** As `WORKERS` names them; of one that is saved too, this entry counts. */
  readonly listed: ReturnType<typeof parseWorkerList>
  readonly saved: readonly RemoteWorker[]
  readonly protect: (secret: Secret) => void
}

/** Brings those into the fleet that are known before any of them is heard. */
export async function joinWorkers({ fleet, listed, saved, protect }: KnownWorkers): Promise<void> {
  for (const { id: name, url, key } of listed) {
    const id = WorkerId.parse(name)
    if (key) protect(key)
    await fleet.addRemote({ id, name, url, key }, 'environment')
  }
  for (const worker of saved) {
    if (worker.key) protect(worker.key)
    if (!fleet.has(worker.id)) await fleet.addRemote(worker, 'saved')
  }
}
