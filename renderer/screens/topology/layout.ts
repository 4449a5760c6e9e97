import type { ProviderName } from '#contract/wire/health'
import type { Plan, WorkerGroup } from './plan.ts'
import type { Lane } from './wire.ts'
import { lanesBetween, lanesFrom } from './wire-lanes.ts'

/** Where a thing stands and how large it is; what stands in a box is placed from the box's corner. */
export interface Placed {
  readonly id: string
  readonly kind: 'app' | 'quiet' | 'root' | 'box' | 'crowd' | 'worker' | 'provider'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly parent: string | null
}

export interface Layout {
  readonly placed: readonly Placed[]
  /** For each worker what a wire to it ends at. */
  readonly anchors: ReadonlyMap<string, string>
  /** For the ends of wires that stand behind others the way past those. */
  readonly lanes: ReadonlyMap<string, readonly Lane[]>
  /** Where each column begins, for its name. */
  readonly columns: Readonly<Record<ColumnName, number | null>>
  /** From what stands for workers to what they ask; a bundle where that is many. */
  readonly supplies: readonly Supply[]
}

export type ColumnName = 'apps' | 'root' | 'workers' | 'providers'

/** A provider, and who uses it. */
export interface Source {
  readonly name: ProviderName
  readonly workerIds: readonly string[]
}

export interface Supply extends Source {
  readonly anchor: string
  readonly lanes: readonly Lane[]
}

interface Wanted {
  readonly appIds: readonly string[]
  /** Whether apps that are quiet stand together as one. */
  readonly hasQuiet: boolean
  readonly plan: Plan
  /** The groups that are drawn worker by worker though there are many. */
  readonly opened: ReadonlySet<string>
  /** Whether the window is low: then columns are broken sooner, so that what is read stays large enough. */
  readonly isLow?: boolean
  /** Left out where there is no room for a column of them. */
  readonly sources?: readonly Source[]
}

export const sizes = {
  app: { width: 168, height: 60 },
  root: { width: 160, height: 76 },
  worker: { width: 248, height: 76 },
  provider: { width: 184, height: 60 },
  cell: 14,
  cellsInRow: 17,
} as const

export const nodeId = {
  root: 'root',
  quiet: 'quiet',
  app: (id: string) => `app:${id}`,
  group: (key: string) => `group:${key}`,
  worker: (id: string) => `worker:${id}`,
  provider: (name: string) => `provider:${name}`,
} as const

const columns = { apps: 0, root: 240, workers: 480 } as const
const beforeProviders = 84
const top = 36
const boxHead = 38
const inset = 12
const gap = 16
const tight = 8
const boxWidth = sizes.worker.width + 2 * inset
/** A group of more is broken into columns, and one wire leads to all of it. */
const inColumnMost = 8
/** So many for each one squared make a group as broad as a window is. */
const cardsAcross = 0.41
/** A column that is higher is broken. */
const highestUsual = 700
const highestLow = 440

/** Columns from left to right, each in its middle; the same things always stand at the same places. */
export function layOut(wanted: Wanted): Layout {
  const anchors = new Map<string, string>()
  const right = placeGroups(wanted, anchors)
  const bottom = Math.max(...right.map(({ y, height }) => y + height), top + sizes.root.height)
  const middle = (top + bottom) / 2
  const apps = placeApps(wanted, middle)
  const root: Placed = {
    ...{ id: nodeId.root, kind: 'root', parent: null, x: columns.root, ...sizes.root },
    y: Math.max(top, Math.round(middle - sizes.root.height / 2)),
  }
  const begin = { x: root.x + root.width, y: root.y + root.height / 2 }
  const end = Math.max(begin.x, ...right.map(each => (each.parent ? 0 : each.x + each.width)))
  const sources = wanted.sources ?? []
  const providers = placeProviders(sources, middle, end + beforeProviders)
  return {
    placed: [...apps, root, ...right, ...providers],
    anchors,
    lanes: lanesFrom(begin, right),
    columns: { ...columns, providers: providers[0]?.x ?? null },
    supplies: suppliesOf(sources, anchors, right, providers),
  }
}

function placeProviders(sources: readonly Source[], middle: number, x: number): Placed[] {
  const { width, height } = sizes.provider
  const step = height + (sources.length > 6 ? tight : 2 * gap)
  const from = Math.max(top, Math.round(middle - (sources.length * step - (step - height)) / 2))
  return sources.map(({ name }, at) => ({
    ...{ id: nodeId.provider(name), kind: 'provider' as const, parent: null },
    ...{ x, y: from + at * step, width, height },
  }))
}

/** One for each thing that stands for workers and each provider that these use. */
function suppliesOf(
  sources: readonly Source[],
  anchors: ReadonlyMap<string, string>,
  right: readonly Placed[],
  providers: readonly Placed[],
): readonly Supply[] {
  return sources.flatMap(({ name, workerIds }, at) => {
    const to = providers[at]
    if (!to) return []
    const ends = [...new Set(workerIds.flatMap(id => anchors.get(id) ?? []))]
    return ends.map(anchor => ({
      ...{ name, anchor, lanes: lanesBetween(anchor, to, right) },
      workerIds: workerIds.filter(id => anchors.get(id) === anchor),
    }))
  })
}

function placeApps({ appIds, hasQuiet }: Wanted, middle: number): Placed[] {
  const ids = [
    ...appIds.map(id => ({ id: nodeId.app(id), kind: 'app' as const })),
    ...(hasQuiet ? [{ id: nodeId.quiet, kind: 'quiet' as const }] : []),
  ]
  const step = sizes.app.height + (ids.length > 6 ? tight : 2 * gap)
  const height = ids.length * step - (step - sizes.app.height)
  const from = Math.max(top, Math.round(middle - height / 2))
  return ids.map(({ id, kind }, at) => ({
    ...{ id, kind, parent: null, x: columns.apps, y: from + at * step, ...sizes.app },
  }))
}

/** Groups under each other, and beside each other where that would be too high. */
function placeGroups({ plan, opened, isLow }: Wanted, anchors: Map<string, string>): Placed[] {
  const highest = isLow ? highestLow : highestUsual
  const boxed = plan.groups.map(group => ({
    group,
    isBox: isBoxed(group, plan.isCrowded, false),
  }))
  const height = boxed.reduce(
    (sum, { group, isBox }) => sum + cardsHeight(group.workerIds.length, isBox) + gap,
    0,
  )
  const isDense = height > highest
  const placed: Placed[] = []
  let x: number = columns.workers
  let y = top
  for (const group of plan.groups) {
    const isBox = isBoxed(group, plan.isCrowded, isDense)
    const parts = groupParts(group, { isBox, isCrowd: plan.isCrowded && !opened.has(group.key) })
    const [outer] = parts
    if (!outer) continue
    const room = outer.height
    if (y > top && y + room > top + highest) {
      x += Math.max(...placed.filter(each => each.x >= x).map(each => each.x + each.width - x), 0)
      x += 3 * gap
      y = top
    }
    for (const part of parts) {
      const isOuter = part.parent === null
      placed.push(isOuter ? { ...part, x: x + part.x, y } : part)
    }
    for (const id of group.workerIds) {
      const isOne = outer.kind === 'crowd' || group.workerIds.length > inColumnMost
      anchors.set(id, isOne ? outer.id : nodeId.worker(id))
    }
    y += room + (isDense && !isBox ? tight : gap)
  }
  return placed
}

/** One that stands alone and is no host has no box; where room is scarce, no single worker has one. */
function isBoxed({ kind, workerIds }: WorkerGroup, isCrowded: boolean, isDense: boolean): boolean {
  if (workerIds.length > 1 || isCrowded) return true
  return kind === 'host' && !isDense
}

function cardsHeight(count: number, isBox: boolean): number {
  const cards = count * sizes.worker.height + (count - 1) * tight
  return isBox ? boxHead + cards + inset : cards
}

function groupParts(
  group: WorkerGroup,
  { isBox, isCrowd }: { readonly isBox: boolean; readonly isCrowd: boolean },
): readonly Placed[] {
  const count = group.workerIds.length
  const id = nodeId.group(group.key)
  if (isCrowd) {
    const rows = Math.ceil(count / sizes.cellsInRow)
    const height = boxHead + 16 + rows * sizes.cell + inset
    return [{ id, kind: 'crowd', x: 0, y: 0, width: boxWidth, height, parent: null }]
  }
  if (!isBox) {
    return group.workerIds.map(workerId => ({
      ...{ id: nodeId.worker(workerId), kind: 'worker' as const, parent: null },
      ...{ x: inset, y: 0, ...sizes.worker },
    }))
  }
  const wide = Math.ceil(Math.sqrt(count * cardsAcross))
  const inColumn = Math.min(count, Math.max(inColumnMost, Math.ceil(count / wide)))
  const across = Math.ceil(count / inColumn)
  const width = across * (sizes.worker.width + tight) - tight + 2 * inset
  const height = cardsHeight(inColumn, true)
  return [
    { id, kind: 'box', x: 0, y: 0, width, height, parent: null },
    ...group.workerIds.map((workerId, at) => ({
      ...{ id: nodeId.worker(workerId), kind: 'worker' as const, parent: id, ...sizes.worker },
      x: inset + Math.floor(at / inColumn) * (sizes.worker.width + tight),
      y: boxHead + (at % inColumn) * (sizes.worker.height + tight),
    })),
  ]
}
