import type { ListedEvent } from '#contract/http/events'
import { phaseNames, type WorkerPhase } from '#contract/model/worker'

export type PhaseName = WorkerPhase['name']

/** The state of each worker at a moment; one that is missing was not there, or nothing is known of it. */
export type PastStates = ReadonlyMap<string, PhaseName | 'unknown'>

/** The part of a worker that says how it is now. */
interface Now {
  readonly id: string
  readonly phase: PhaseName
}

/** What the window says in the feed of a worker that is gone. */
const gone = new Set(['node.left', 'node.removed'])

/**
 * How the workers were at a moment: as the last event before it says. One without any event in the
 * feed was all the time as it is now; of one whose first event came later it is not known.
 */
export function statesAt(
  events: readonly Pick<ListedEvent, 'at' | 'type' | 'subject'>[],
  moment: number,
  workers: readonly Now[],
): PastStates {
  const before = new Map<string, PhaseName | 'gone'>()
  const seen = new Set<string>()
  let isStopped = false
  for (const { at, type, subject } of events) {
    if (type === 'root.stopped' && Date.parse(at) <= moment) isStopped = true
    if (type === 'root.running' && Date.parse(at) <= moment) isStopped = false
    const phase = phaseOf(type)
    if (phase === null) continue
    seen.add(subject)
    if (Date.parse(at) <= moment) before.set(subject, phase)
  }
  const states = new Map<string, PhaseName | 'unknown'>()
  for (const { id, phase } of workers) {
    const then = before.get(id)
    if (isStopped) states.set(id, 'offline')
    else if (then === 'gone') continue
    else states.set(id, then ?? (seen.has(id) ? 'unknown' : phase))
  }
  return states
}

function phaseOf(type: string): PhaseName | 'gone' | null {
  if (gone.has(type)) return 'gone'
  if (!type.startsWith('node.')) return null
  const name = type.slice('node.'.length)
  return phaseNames.find(known => known === name) ?? null
}
