import { nodeId } from './layout.ts'
import { pairKey, type TrafficSeen } from './traffic.ts'
import type { WireEnd } from './wire.ts'
import type { WireData } from './wire-edge.tsx'

type Rated = Pick<TrafficSeen, 'appRates' | 'workerRates' | 'providerRates'>

/** Requests a second along a wire. */
export function rateOn({ appId, workerIds, provider }: WireData, seen: Rated): number {
  if (appId !== null) return seen.appRates[appId] ?? 0
  const rates =
    provider === null
      ? workerIds.map(id => seen.workerRates[id] ?? 0)
      : workerIds.map(id => seen.providerRates[pairKey(id, provider)] ?? 0)
  return rates.reduce((sum, rate) => sum + rate, 0)
}

interface Edge {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly data?: WireData | undefined
}

/** Before another is called the busiest it must be by so much, so that the name does not jump. */
const clearlyMore = 1.5

/** The wire between root node and workers that carries most; null while nothing goes. */
export function busiestWire(
  edges: readonly Edge[],
  seen: Rated,
  before: string | null,
): string | null {
  const rated = edges.flatMap(({ id, source, data }) =>
    data && source === nodeId.root ? [{ id, rate: rateOn(data, seen) }] : [],
  )
  const [most] = rated.toSorted((a, b) => b.rate - a.rate)
  if (!most || most.rate === 0) return null
  const held = rated.find(({ id }) => id === before)
  return held && held.rate > 0 && held.rate * clearlyMore >= most.rate ? held.id : most.id
}

/** Away from the thing where wires meet, so that no label stands on another. */
export function endToTellAt({ source, target }: Omit<Edge, 'id'>, node: string | null): WireEnd {
  if (source === nodeId.root) return 'to'
  return target === nodeId.root || target === node ? 'from' : 'to'
}

/** More labels than these hide what they name. */
const mostTold = 6

/** The wires of what one looks at; where it has too many, those that carry most stay unnamed as well. */
export function wiresAt(edges: readonly Edge[], node: string | null): readonly string[] {
  if (node === null) return []
  const own = edges.filter(({ source, target }) => source === node || target === node)
  return own.length > mostTold ? [] : own.map(({ id }) => id)
}
