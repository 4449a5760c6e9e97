import type { GraphNode } from './graph-nodes.ts'
import { type ColumnName, nodeId } from './layout.ts'
import type { WorkerGroup } from './plan.ts'
import type { Positions } from './positions.ts'
import type { Graph } from './use-graph.ts'
import type { WireEdge } from './wire-edge.tsx'

type GroupTexts = (group: WorkerGroup) => { readonly name: string; readonly note: string | null }

interface Names {
  readonly group: GroupTexts
  readonly worker: (id: string) => string
  readonly columns: Readonly<Record<ColumnName, string>>
  readonly provider: (name: string) => string
  readonly root: string
  readonly quiet: string
}

/** The nodes as the library takes them: ids and names, nothing that changes with traffic. */
export function graphNodes(graph: Graph, positions: Positions, names: Names): GraphNode[] {
  const { layout, plan, apps, quiet } = graph
  const groups = new Map(plan.groups.map(group => [nodeId.group(group.key), group]))
  const groupOfWorker = new Map(
    plan.groups.flatMap(group => group.workerIds.map(id => [id, group] as const)),
  )
  const appNames = new Map(apps.map(({ id, name }) => [nodeId.app(id), name]))

  function dataOf({ id, kind, parent }: (typeof layout.placed)[number]): GraphNode['data'] {
    const none = { subject: '', name: '', note: null }
    if (kind === 'root') return { ...none, name: names.root }
    if (kind === 'quiet') return { ...none, name: names.quiet, count: quiet.length }
    const subject = id.slice(id.indexOf(':') + 1)
    if (kind === 'app') return { subject, name: appNames.get(id) ?? subject, note: null }
    if (kind === 'provider') return { subject, name: names.provider(subject), note: null }
    if (kind === 'worker') {
      const group = groupOfWorker.get(subject)
      const isBare = parent === null && group?.kind === 'host'
      const note = isBare && group.name !== names.worker(subject) ? group.name : null
      return { subject, name: names.worker(subject), note }
    }
    const group = groups.get(id)
    return group
      ? { subject, ...names.group(group), workerIds: group.workerIds }
      : { ...none, subject }
  }

  const nodes = layout.placed.map(placed => {
    const { id, kind, x, y, width, height, parent } = placed
    const data = dataOf(placed)
    return {
      ...{ id, type: kind, data, width, height },
      position: parent === null ? (positions[id] ?? { x, y }) : { x, y },
      ...(parent === null ? {} : { parentId: parent }),
      draggable: parent === null,
      ariaLabel: data.name,
      zIndex: kind === 'box' ? 0 : 2,
    }
  })
  const heads = columnNames.flatMap(column => {
    const x = layout.columns[column]
    if (x === null) return []
    return {
      ...{ id: `column:${column}`, type: 'column', width: 168, height: 20 },
      position: { x: x + (column === 'workers' ? 12 : 0), y: 0 },
      data: { subject: '', name: names.columns[column], note: null },
      draggable: false,
      selectable: false,
      focusable: false,
    }
  })
  return [...heads, ...nodes]
}

const columnNames = ['apps', 'root', 'workers', 'providers'] as const

/** One wire for each app, and one for whatever stands for workers. */
export function graphEdges({ layout, apps, quiet }: Graph): WireEdge[] {
  const ends = new Map<string, string[]>()
  for (const [workerId, anchor] of layout.anchors) {
    const known = ends.get(anchor)
    if (known) known.push(workerId)
    else ends.set(anchor, [workerId])
  }
  const shared = { type: 'wire', focusable: false, selectable: false, zIndex: 1 }
  return [
    ...apps.map(({ id }) => ({
      ...shared,
      ...{ id: `wire:${nodeId.app(id)}`, source: nodeId.app(id), target: nodeId.root },
      data: { appId: id, workerIds: [], provider: null, lanes: [] },
    })),
    ...(quiet.length === 0
      ? []
      : [
          {
            ...shared,
            ...{ id: 'wire:quiet', source: nodeId.quiet, target: nodeId.root },
            data: { appId: '', workerIds: [], provider: null, lanes: [] },
          },
        ]),
    ...[...ends].map(([anchor, workerIds]) => ({
      ...shared,
      ...{ id: `wire:${anchor}`, source: nodeId.root, target: anchor },
      data: { appId: null, workerIds, provider: null, lanes: layout.lanes.get(anchor) ?? [] },
    })),
    ...layout.supplies.map(({ name, anchor, workerIds, lanes }) => ({
      ...shared,
      ...{ id: `wire:${anchor}>${name}`, source: anchor, target: nodeId.provider(name) },
      data: { appId: null, workerIds, provider: name, lanes },
    })),
  ]
}
