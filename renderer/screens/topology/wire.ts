export interface Point {
  readonly x: number
  readonly y: number
}

/** A curve that leaves to the right and arrives from the left. */
export interface Wire {
  readonly from: Point
  readonly to: Point
  /** Where both of its handles stand. */
  readonly bend: number
}

/** Bends near its beginning, so that wires to far columns run beside each other and not across. */
export function wireBetween(from: Point, to: Point): Wire {
  const room = Math.abs(to.x - from.x)
  return { from, to, bend: Math.min(60, room / 2) }
}

export function wirePath({ from, to, bend }: Wire): string {
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`
}

/** The point at a share of the way, 0 to 1. */
export function pointOn({ from, to, bend }: Wire, share: number): Point {
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
