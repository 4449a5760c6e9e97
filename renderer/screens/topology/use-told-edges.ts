import { useMemo, useRef } from 'react'
import { graphEdges } from './graph-parts.ts'
import { busiestWire, endToTellAt, wiresAt } from './told-wires.ts'
import type { Graph } from './use-graph.ts'
import { useTraffic } from './use-traffic.ts'
import type { WireEdge } from './wire-edge.tsx'

/** The wires, and which of them say what they carry: those of what one looks at, and the busiest. */
export function useToldEdges(graph: Graph, node: string | null): WireEdge[] {
  const edges = useMemo(() => graphEdges(graph), [graph])
  const held = useRef<string | null>(null)
  const busiest = useTraffic(seen => busiestWire(edges, seen, held.current))
  held.current = busiest
  return useMemo(() => {
    const told = new Set([...wiresAt(edges, node), busiest])
    return edges.map(edge =>
      edge.data && told.has(edge.id)
        ? { ...edge, data: { ...edge.data, toldAt: endToTellAt(edge, node) } }
        : edge,
    )
  }, [edges, node, busiest])
}
