export interface Point {
  readonly x: number
  readonly y: number
}

/** A level stretch between two things of a column that a wire passes. */
export interface Lane {
  readonly fromX: number
  readonly toX: number
  readonly y: number
}

/** A curve that leaves to the right and arrives from the left. */
interface Curve {
  readonly from: Point
  readonly to: Point
  /** Where both of its handles stand. */
  readonly bend: number
}

/** From one thing to another, through the lanes between. */
export type Wire = readonly Curve[]

/** Bends near its beginning, so that wires to far columns run beside each other and not across. */
export function wireBetween(from: Point, to: Point, lanes: readonly Lane[] = []): Wire {
  // Whoever dragged a thing before a lane wants the short way.
  const passed = lanes.filter(({ fromX, toX }) => fromX > from.x && toX < to.x)
  const stops = passed.flatMap(({ fromX, toX, y }) => [
    { x: fromX, y },
    { x: toX, y },
  ])
  const ends = [...stops, to]
  return [from, ...stops].map((begin, at) => {
    const end = ends[at] ?? to
    return { from: begin, to: end, bend: Math.min(60, Math.abs(end.x - begin.x) / 2) }
  })
}

export function wirePath(wire: Wire): string {
  return wire
    .map(({ from, to, bend }, at) => {
      const begin = at === 0 ? `M${from.x} ${from.y}` : ''
      return `${begin}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`
    })
    .join('')
}

/** The point at a share of the way, 0 to 1. */
export function pointOn(wire: Wire, share: number): Point {
  const lengths = wire.map(({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y))
  let left = share * lengths.reduce((sum, length) => sum + length, 0)
  let point: Point = { x: 0, y: 0 }
  for (const [at, curve] of wire.entries()) {
    const length = lengths[at] ?? 0
    const isHere = left <= length || at === wire.length - 1
    point = pointOnCurve(curve, isHere && length > 0 ? Math.min(1, left / length) : 1)
    if (isHere) break
    left -= length
  }
  return point
}

/** The end of a wire beside which its figures stand; wires of one thing run apart at their other end. */
export type WireEnd = 'from' | 'to'

/** Where its figures stand: on its first or last curve, where no column is in the way. */
export function labelPoint(wire: Wire, end: WireEnd): Point {
  return end === 'from' ? pointOn(wire.slice(0, 1), 0.3) : pointOn(wire.slice(-1), 0.7)
}

function pointOnCurve({ from, to, bend }: Curve, share: number): Point {
  const rest = 1 - share
  const a = rest * rest * rest
  const b = 3 * rest * rest * share
  const c = 3 * rest * share * share
  const d = share * share * share
  return {
    x: a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x,
    y: a * from.y + b * from.y + c * to.y + d * to.y,
  }
}
