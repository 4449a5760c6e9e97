import { EdgeLabelRenderer } from '@xyflow/react'
import { type ReactNode, useEffect } from 'react'
import type { Point } from './wire.ts'

const places = new Set<Point>()

interface Props {
  readonly at: Point
  /** Whether somebody points at its wire. */
  readonly isHeld: boolean
  readonly children: ReactNode
}

/** What a wire carries, written on it. */
export function WireLabel({ at: { x, y }, isHeld, children }: Props) {
  useEffect(() => {
    const place = { x, y }
    places.add(place)
    return () => void places.delete(place)
  }, [x, y])
  return (
    <EdgeLabelRenderer>
      <div
        className={isHeld ? 'topo-wire-label is-held' : 'topo-wire-label'}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        {children}
      </div>
    </EdgeLabelRenderer>
  )
}

/** Half of how far two lines of figures reach, in pixels of the graph. */
const reach = { x: 26, y: 18 }

/** Whether a label stands there: what is drawn above the graph would make it illegible. */
export function isUnderLabel({ x, y }: Point): boolean {
  for (const place of places) {
    if (Math.abs(place.x - x) < reach.x && Math.abs(place.y - y) < reach.y) return true
  }
  return false
}
