import type { WorkerId } from '../ids.ts'
import type { Capability } from '../wire/capability.ts'
import type { NodeRole } from '../wire/node.ts'

/** What its owner says of a node. */
export const nodeStatuses = ['active', 'maintenance', 'draining'] as const
export type NodeStatus = (typeof nodeStatuses)[number]

/** What a node told when it registered; null where it said nothing. */
export interface NodeClaims {
  readonly weight: number | null
  readonly slots: number | null
  readonly priority: number | null
  readonly role: NodeRole | null
  readonly version: string | null
  readonly models: readonly string[]
  readonly capabilities: readonly Capability[]
  readonly hostname: string | null
}

/** A worker that registered by itself, or was registered over the API. */
export interface NodeRecord {
  readonly id: WorkerId
  readonly name: string
  readonly url: string
  /** Grows with each start of the node; null where it does not count. */
  readonly incarnation: number | null
  readonly claims: NodeClaims
  readonly registeredAt: number
}

/** What the owner chose for a worker, whatever it says of itself; null leaves it the say. */
export interface OwnerChoice {
  readonly name: string | null
  readonly weight: number | null
  readonly slots: number | null
  readonly priority: number | null
  readonly status: NodeStatus
}

export const noChoice: OwnerChoice = {
  name: null,
  weight: null,
  slots: null,
  priority: null,
  status: 'active',
}

export interface SavedChoice {
  readonly id: WorkerId
  readonly choice: OwnerChoice
}
