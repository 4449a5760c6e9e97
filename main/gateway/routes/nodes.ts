import { Heartbeat, NodeChange, NodeLeave, NodeRegistration } from '#contract/http/nodes'
import type { WorkerPhase } from '#contract/model/worker'
import { type Call, checked, parseJson } from '../call.ts'
import { agentJson, clusterHealth, type NodeView, nodeJson } from '../node-view.ts'
import type { Route } from '../route.ts'

/** The part of the nodes that these routes command. */
export interface ManagedNodes {
  list(): readonly NodeView[]
  get(nodeId: string): NodeView
  register(
    asked: NodeRegistration,
    from: string | null,
  ): Promise<{ readonly node: NodeView; readonly isNew: boolean }>
  heartbeat(nodeId: string, heartbeat: Heartbeat): WorkerPhase
  leave(nodeId: string, incarnation: number | undefined): Promise<void>
  change(nodeId: string, change: NodeChange): Promise<NodeView>
  remove(nodeId: string): Promise<void>
  checkAll(): Promise<readonly NodeView[]>
}

/** Reads the body of a request that a node may have signed. */
type SignedBody = (call: Call) => Promise<Buffer>

/** How often a node of ours sends heartbeats, where it was not told otherwise. */
const ourIntervalSeconds = 5
const prefix = '/api/nodes/'

/** `/api/nodes`: workers come, tell how they are, and go; their owner changes them. */
export function nodes(managed: ManagedNodes, signedBody: SignedBody): readonly Route[] {
  return [...owners(managed), ...ofNodes(managed, signedBody), ...clusterViews(managed)]
}

function owners(managed: ManagedNodes): readonly Route[] {
  const list = (views: readonly NodeView[]) => ({ nodes: views.map(nodeJson) })
  return [
    {
      method: 'GET',
      path: '/api/nodes',
      access: 'owner',
      handle: call => call.answer(200, list(managed.list())),
    },
    {
      method: 'POST',
      path: '/api/nodes/health-check',
      access: 'owner',
      handle: async call => call.answer(200, list(await managed.checkAll())),
    },
    {
      method: 'GET',
      path: '/api/nodes/*',
      access: 'owner',
      handle: call => call.answer(200, nodeJson(managed.get(call.rest(prefix)))),
    },
    {
      method: 'PUT',
      path: '/api/nodes/*',
      access: 'owner',
      async handle(call) {
        const change = await call.json(NodeChange)
        call.answer(200, nodeJson(await managed.change(call.rest(prefix), change)))
      },
    },
    {
      method: 'DELETE',
      path: '/api/nodes/*/remove',
      access: 'owner',
      async handle(call) {
        const id = idIn(call)
        await managed.remove(id)
        call.answer(200, { id, removed: true })
      },
    },
  ]
}

function ofNodes(managed: ManagedNodes, signedBody: SignedBody): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/nodes/register',
      access: 'node',
      async handle(call) {
        const asked = checked(NodeRegistration, parseJson(await signedBody(call)))
        const from = call.request.socket.remoteAddress ?? null
        const { node, isNew } = await managed.register(asked, from)
        call.answer(isNew ? 201 : 200, {
          ...nodeJson(node),
          heartbeat_interval_seconds: ourIntervalSeconds,
        })
      },
    },
    {
      method: 'POST',
      path: '/api/nodes/*/heartbeat',
      access: 'node',
      async handle(call) {
        const heartbeat = checked(Heartbeat, parseJson(await signedBody(call)))
        const id = idIn(call)
        call.answer(200, {
          id,
          status: managed.heartbeat(id, heartbeat).name,
          heartbeat_interval_seconds: ourIntervalSeconds,
        })
      },
    },
    {
      method: 'POST',
      path: '/api/nodes/*/leave',
      access: 'node',
      async handle(call) {
        const { incarnation } = checked(NodeLeave, parseJson(await signedBody(call)))
        const id = idIn(call)
        await managed.leave(id, incarnation)
        call.answer(200, { id, removed: true })
      },
    },
  ]
}

function clusterViews(managed: ManagedNodes): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/agents',
      access: 'owner',
      handle: call => call.answer(200, { success: true, data: managed.list().map(agentJson) }),
    },
    {
      method: 'GET',
      path: '/api/cluster/health',
      access: 'owner',
      handle: call => call.answer(200, clusterHealth(managed.list())),
    },
  ]
}

/** What stands before the last part of the path. */
function idIn(call: Call): string {
  return call.rest(prefix).replace(/\/[^/]*$/, '')
}
