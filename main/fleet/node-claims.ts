import type { NodeChange, NodeRegistration } from '#contract/http/nodes'
import type { NodeClaims, OwnerChoice } from '#contract/model/node'

/** What a node says of itself when it registers. */
export function claimsOf(asked: NodeRegistration): NodeClaims {
  return {
    weight: asked.weight ?? null,
    slots: asked.max_concurrent_requests ?? null,
    priority: asked.priority ?? null,
    role: asked.role ?? null,
    version: asked.version ?? null,
    models: asked.models ?? [],
    capabilities: asked.capabilities ?? [],
    hostname: asked.hostname ?? null,
  }
}

/** The choice after a change; what the change does not name stays. */
export function chosen(before: OwnerChoice, change: NodeChange): OwnerChoice {
  const { name, weight, max_concurrent_requests: slots, priority, status } = change
  return {
    name: name === undefined ? before.name : name,
    weight: weight === undefined ? before.weight : weight,
    slots: slots === undefined ? before.slots : slots,
    priority: priority === undefined ? before.priority : priority,
    status: status ?? before.status,
  }
}
