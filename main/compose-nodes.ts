import type { LogMessage } from '#contract/http/deployments'
import type { WorkerId } from '#contract/ids'
import type { OwnerChoice } from '#contract/model/node'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { EventFeed } from './events/event-feed.ts'
import type { Fleet } from './fleet/fleet.ts'
import { type NodeShelf, Nodes } from './fleet/nodes.ts'
import { publishPhases } from './fleet/phase-events.ts'
import type { SocketRoute } from './gateway/gateway.ts'
import type { NodeGuard } from './gateway/node-guard.ts'
import type { Route } from './gateway/route.ts'
import { events } from './gateway/routes/events.ts'
import { nodes } from './gateway/routes/nodes.ts'
import { webSocketOnly } from './gateway/routes/web-socket-only.ts'
import { Updates } from './gateway/updates.ts'

/** What outlives the root's stops and starts. */
export interface NodeSources {
  readonly shelf: NodeShelf
  readonly events: EventFeed
  /** Forgets a worker that was added by hand. */
  removeSaved(id: WorkerId): Promise<void>
}

interface NodeSurroundings extends NodeSources {
  readonly fleet: Fleet
  readonly choices: Map<WorkerId, OwnerChoice>
  readonly offlineAfterSeconds: number
  readonly guard: NodeGuard
  readonly log: Log
}

export interface NodeParts {
  readonly nodes: Nodes
  readonly routes: readonly Route[]
  readonly webSocket: SocketRoute
  /** To those that read it over `/ws`. */
  readonly tellLog: (message: LogMessage) => void
}

export function choicesOf(shelf: NodeShelf): Map<WorkerId, OwnerChoice> {
  return new Map(shelf.choices().map(({ id, choice }) => [id, choice]))
}

/** Joins the nodes to what is told of them: routes, events and `/ws`. */
export function composeNodes(around: NodeSurroundings, cleanup: Cleanup): NodeParts {
  const { fleet, events: feed, guard, offlineAfterSeconds } = around
  const managed = new Nodes({
    ...around,
    lostAfterMs: offlineAfterSeconds * 1_000,
    publish: feed.publish,
  })
  cleanup.defer(() => managed.close())
  const updates = new Updates({ nodes: () => managed.list(), events: feed })
  cleanup.defer(publishPhases(fleet, feed.publish))
  cleanup.defer(fleet.onChange(updates.changed))
  cleanup.defer(fleet.onRemove(updates.changed))
  cleanup.defer(feed.onPublish(updates.changed))
  const path = '/ws'
  return {
    nodes: managed,
    routes: [...nodes(managed, call => guard.body(call)), events(feed), webSocketOnly(path)],
    webSocket: {
      path,
      open: (request, socket, head) => updates.open(request, socket, head),
      close: () => updates.close(),
    },
    tellLog: updates.tellLog,
  }
}
