import { hostNote } from '#contract/host-note'
import type { HostId } from '#contract/ids'
import { stopNote } from './note-of.ts'
import type { Trouble } from './outcome.ts'
import type { Rollout } from './rollout.ts'
import { stopReasonOf, stopText } from './stop-reason.ts'

/** What became of one host. */
export type HostEnd = 'Success' | 'Partial' | 'Failed' | 'Cancelled'

/** What a rollout does with its hosts. */
export interface RolloutWork {
  /** Never rejects. */
  run(id: HostId, signal: AbortSignal): Promise<HostEnd>
  /** Whether they stay well for a while; resolves with what is against going on, or null. */
  gate(ids: readonly HostId[], signal: AbortSignal): Promise<Trouble | null>
  /** It is not begun, for that reason. */
  skip(id: HostId, reason: Trouble): void
}

/** Connections and transfers at once. */
const mostAtOnce = 30

/** Goes over the hosts batch by batch. Each of them is either run or skipped, once. */
export async function runRollout(
  rollout: Rollout,
  work: RolloutWork,
  signal: AbortSignal,
): Promise<void> {
  const total = rollout.batches.flat().length
  const ends = new Map<HostId, HostEnd>()
  let reason: Trouble | null = null

  for (const [place, batch] of rollout.batches.entries()) {
    const left = [...batch]
    const running = new Set<Promise<void>>()
    while (left.length > 0 || running.size > 0) {
      reason ??= signal.aborted ? stopped(signal) : tooFew(rollout, total, ends)
      if (reason !== null) for (const id of left.splice(0)) work.skip(id, reason)
      while (left.length > 0 && running.size < room(rollout, total, ends)) {
        const [id] = left.splice(0, 1)
        if (id === undefined) break
        const run = work.run(id, signal).then(end => {
          ends.set(id, end)
          running.delete(run)
        })
        running.add(run)
      }
      if (running.size > 0) await Promise.race(running)
    }
    reason ??= failureIn(rollout, batch, ends)
    const isGate = place === 0 && rollout.hasGate && reason === null && !signal.aborted
    if (isGate) reason = await work.gate(batch, signal)
  }
}

const stopped = (signal: AbortSignal): Trouble => ({
  problem: stopText(signal),
  says: [stopNote(stopReasonOf(signal))],
})

/** How many may be worked on at the same time. */
function room(rollout: Rollout, total: number, ends: ReadonlyMap<HostId, HostEnd>): number {
  if (!rollout.keepsServing) return mostAtOnce
  return Math.min(mostAtOnce, total - failed(ends) - rollout.mustServe)
}

/** Going on would leave fewer than have to serve, or cannot bring as many any more. */
function tooFew(
  rollout: Rollout,
  total: number,
  ends: ReadonlyMap<HostId, HostEnd>,
): Trouble | null {
  if (rollout.mustServe === 0 || failed(ends) === 0) return null
  const canServe = total - failed(ends) - (rollout.keepsServing ? 1 : 0)
  if (canServe >= rollout.mustServe) return null
  const facts = { failed: failed(ends), needed: rollout.mustServe }
  return {
    problem: `Skipped: ${facts.failed} failed, and ${facts.needed} have to serve.`,
    says: [hostNote('too-few-left', facts)],
  }
}

function failureIn(
  rollout: Rollout,
  batch: readonly HostId[],
  ends: ReadonlyMap<HostId, HostEnd>,
): Trouble | null {
  if (!rollout.stopsAtFailure) return null
  const count = batch.filter(id => ends.get(id) === 'Failed').length
  if (count === 0) return null
  return {
    problem: `Skipped: ${count} of the batch before failed.`,
    says: [hostNote('batch-failed', { count })],
  }
}

function failed(ends: ReadonlyMap<HostId, HostEnd>): number {
  return [...ends.values()].filter(end => end === 'Failed').length
}
