import type { Node } from '@xyflow/react'

export interface GraphNodeData extends Record<string, unknown> {
  /** The id of the app or worker, or the key of the group. */
  readonly subject: string
  readonly name: string
  /** In grey at the right, such as where a host is. */
  readonly note: string | null
  readonly workerIds?: readonly string[]
  readonly count?: number
}

export type GraphNode = Node<GraphNodeData>
