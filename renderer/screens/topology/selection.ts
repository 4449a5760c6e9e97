import type { Place } from '../../state/place.ts'
import { nodeId } from './layout.ts'

type TopologyPlace = Extract<Place, { screen: 'topology' }>

/** What is selected, as the graph names it; null: nothing. */
export function selectedNode({ workerId, part }: TopologyPlace): string | null {
  return workerId === undefined ? (part ?? null) : nodeId.worker(workerId)
}

export function placeOfNode(id: string | null): TopologyPlace {
  if (id === null) return { screen: 'topology' }
  if (id.startsWith('worker:')) return { screen: 'topology', workerId: id.slice('worker:'.length) }
  return { screen: 'topology', part: id }
}

/** The part after the colon, where it is of that kind. */
export function subjectOf(
  part: string | undefined,
  kind: 'app' | 'group' | 'provider',
): string | null {
  return part?.startsWith(`${kind}:`) ? part.slice(kind.length + 1) : null
}
