import { setTimeout as pause } from 'node:timers/promises'
import type { WorkerId } from '#contract/ids'
import type { Fleet } from './fleet.ts'

const lookEveryMs = 50

/** Leads requests away from a worker; resolves when it has none, or has kept some for too long. */
export async function restWorker(
  fleet: Fleet,
  id: WorkerId,
  withinMs: number,
  signal: AbortSignal,
): Promise<void> {
  const worker = fleet.find(id)
  if (!worker) return
  worker.rest(true, Date.now())
  fleet.announce(worker)
  const until = performance.now() + withinMs
  while (worker.inFlight > 0 && performance.now() < until && !signal.aborted) {
    await pause(lookEveryMs)
  }
}

/** It gets requests again, as soon as it was seen to be well. */
export async function wakeWorker(fleet: Fleet, id: WorkerId): Promise<void> {
  const worker = fleet.find(id)
  if (!worker) return
  // A look that was under way may have found what was before.
  for (let looks = 0; looks < 2; looks++) {
    await fleet.look(worker)
    if (worker.phase.name !== 'offline') break
  }
  worker.rest(false, Date.now())
  fleet.announce(worker)
}
