import type { WorkerId } from '#contract/ids'
import { offlineText } from '#contract/model/offline-reason'
import type { WorkerPhase } from '#contract/model/worker'
import type { Fleet } from './fleet.ts'

type Publish = (type: string, subject: string, data: Readonly<Record<string, unknown>>) => void

/** Makes an event of each new phase of a worker. Returns the function that stops it. */
export function publishPhases(fleet: Fleet, publish: Publish): () => void {
  const known = new Map<WorkerId, WorkerPhase['name']>()
  const stops = [
    fleet.onChange(({ id, phase }) => {
      if (known.get(id) === phase.name) return
      known.set(id, phase.name)
      const data = phase.name === 'offline' ? { reason: offlineText(phase.reason) } : {}
      publish(`node.${phase.name}`, id, data)
    }),
    fleet.onRemove(id => known.delete(id)),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
