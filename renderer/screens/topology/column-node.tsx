import type { NodeProps } from '@xyflow/react'
import type { GraphNode } from './graph-nodes.ts'

/** The name of a column. */
export function ColumnNode({ data }: NodeProps<GraphNode>) {
  return <p className="section-name">{data.name}</p>
}
