import type { Placed } from './layout.ts'
import type { Lane, Point } from './wire.ts'

interface Column {
  readonly left: number
  readonly right: number
  /** The heights at which a wire passes it without lying behind anything. */
  readonly gaps: readonly number[]
}

const beside = 8

/** For each thing of a far column the lanes that lead to it through the columns before. */
export function lanesFrom(
  root: Point,
  right: readonly Placed[],
): ReadonlyMap<string, readonly Lane[]> {
  const outers = right.filter(({ parent }) => parent === null)
  const columns = columnsOf(outers)
  const corners = new Map(outers.map(outer => [outer.id, outer]))
  const lanes = new Map<string, readonly Lane[]>()
  for (const placed of right) {
    const corner = placed.parent === null ? undefined : corners.get(placed.parent)
    const x = placed.x + (corner?.x ?? 0)
    const y = placed.y + (corner?.y ?? 0) + placed.height / 2
    const passed = columns.filter(column => column.right < (corner?.x ?? x))
    if (passed.length === 0) continue
    lanes.set(
      placed.id,
      passed.map(({ left, right: toX, gaps }) => {
        const straight = root.y + ((y - root.y) * (left - root.x)) / (x - root.x)
        return { fromX: left, toX, y: nearest(gaps, straight) }
      }),
    )
  }
  return spread(lanes)
}

const apart = 4
/** What is left of a gap when nothing touches the cards. */
const widest = 6

/** Wires that take the same gap run beside each other, in the order in which they were given. */
function spread(lanes: ReadonlyMap<string, readonly Lane[]>): ReadonlyMap<string, readonly Lane[]> {
  const shared = new Map<string, Lane[]>()
  const keyOf = ({ fromX, y }: Lane) => `${fromX} ${y}`
  for (const lane of [...lanes.values()].flat()) {
    const known = shared.get(keyOf(lane))
    if (known) known.push(lane)
    else shared.set(keyOf(lane), [lane])
  }
  const moved = (lane: Lane): Lane => {
    const beside = shared.get(keyOf(lane)) ?? []
    const step = Math.min(apart, widest / Math.max(1, beside.length - 1))
    return { ...lane, y: lane.y + (beside.indexOf(lane) - (beside.length - 1) / 2) * step }
  }
  return new Map([...lanes].map(([id, own]) => [id, own.map(moved)]))
}

/** The lanes from one of them to what stands right of all, through the columns after its own. */
export function lanesBetween(
  fromId: string,
  to: Placed,
  right: readonly Placed[],
): readonly Lane[] {
  const from = right.find(({ id }) => id === fromId)
  if (!from) return []
  const corner = right.find(({ id }) => id === from.parent)
  const x = from.x + (corner?.x ?? 0) + from.width
  const y = from.y + (corner?.y ?? 0) + from.height / 2
  const toY = to.y + to.height / 2
  const columns = columnsOf(right.filter(({ parent }) => parent === null))
  return columns
    .filter(column => column.left > x)
    .map(({ left, right: toX, gaps }) => {
      const straight = y + ((toY - y) * (left - x)) / (to.x - x)
      return { fromX: left, toX, y: nearest(gaps, straight) }
    })
}

/** Things that stand under each other. */
function columnsOf(outers: readonly Placed[]): readonly Column[] {
  const columns: Placed[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const outer of outers.toSorted((a, b) => a.x - b.x)) {
    const last = columns.at(-1)
    if (last && outer.x < end) last.push(outer)
    else columns.push([outer])
    end = Math.max(end, outer.x + outer.width)
  }
  return columns.map(column => ({
    left: Math.min(...column.map(({ x }) => x)),
    right: Math.max(...column.map(({ x, width }) => x + width)),
    gaps: gapsOf(column.toSorted((a, b) => a.y - b.y)),
  }))
}

function gapsOf(column: readonly Placed[]): readonly number[] {
  return column.flatMap(({ y, height }, at) => {
    const next = column[at + 1]
    const under = next ? (y + height + next.y) / 2 : y + height + beside
    return at === 0 ? [y - beside, under] : [under]
  })
}

function nearest(gaps: readonly number[], y: number): number {
  return gaps.reduce((best, gap) => (Math.abs(gap - y) < Math.abs(best - y) ? gap : best))
}
