import { z } from 'zod'

/** Where things were dragged to, by the node's id. */
export type Positions = Readonly<Record<string, { readonly x: number; readonly y: number }>>

const key = 'banyan.topology.positions'
const Saved = z.record(
  z.string().max(300),
  z.object({ x: z.number().min(-1e5).max(1e5), y: z.number().min(-1e5).max(1e5) }),
)

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What cannot be read counts as nothing: the layout is then as computed. */
export function savedPositions(shelf: Shelf): Positions {
  try {
    return Saved.parse(JSON.parse(shelf.getItem(key) ?? '{}'))
  } catch {
    return {}
  }
}

export function savePositions(shelf: Shelf, positions: Positions): void {
  if (Object.keys(positions).length === 0) shelf.removeItem(key)
  else shelf.setItem(key, JSON.stringify(positions))
}
