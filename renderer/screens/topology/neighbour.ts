export interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The nearest thing in that direction; what stands straight there goes before what stands aside. */
export function neighbour(
  boxes: readonly Box[],
  fromId: string,
  direction: Direction,
): string | null {
  const from = boxes.find(({ id }) => id === fromId)
  if (!from) return null
  let best: { readonly id: string; readonly cost: number } | null = null
  for (const box of boxes) {
    if (box.id === fromId) continue
    const across = middleX(box) - middleX(from)
    const down = middleY(box) - middleY(from)
    const isSide = direction === 'left' || direction === 'right'
    const ahead = isSide ? across : down
    const aside = Math.abs(isSide ? down : across)
    const way = direction === 'left' || direction === 'up' ? -ahead : ahead
    if (way <= (isSide ? 40 : 4)) continue
    const cost = way + 2.5 * aside
    if (!best || cost < best.cost) best = { id: box.id, cost }
  }
  return best?.id ?? null
}

const middleX = ({ x, width }: Box) => x + width / 2
const middleY = ({ y, height }: Box) => y + height / 2
