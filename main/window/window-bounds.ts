/** Where a window is on the desktop, in its pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const smallest = { width: 900, height: 600 } as const
const usual = { width: 1280, height: 800 } as const
/** So much of its upper edge must be in sight that one can grasp it. */
const grasp = { width: 200, height: 40 } as const

/**
 * Where the window opens: where it was, if one can still see and grasp it there. A screen may be gone or
 * have become smaller; then it is as large as fits and in the middle, which the system finds itself.
 */
export function openingBounds(
  last: Area | null,
  screens: readonly Area[],
): Partial<Area> & Pick<Area, 'width' | 'height'> {
  if (!last) return usual
  const screen = screens.find(area => isGraspable(last, area))
  const width = between(smallest.width, last.width, screen?.width ?? largest(screens, 'width'))
  const height = between(smallest.height, last.height, screen?.height ?? largest(screens, 'height'))
  return screen ? { x: last.x, y: last.y, width, height } : { width, height }
}

function isGraspable(window: Area, screen: Area): boolean {
  const left = Math.max(window.x, screen.x)
  const right = Math.min(window.x + window.width, screen.x + screen.width)
  const isEdgeInside = window.y >= screen.y && window.y + grasp.height <= screen.y + screen.height
  return isEdgeInside && right - left >= grasp.width
}

const largest = (screens: readonly Area[], side: 'width' | 'height') =>
  Math.max(usual[side], ...screens.map(screen => screen[side]))

const between = (least: number, wanted: number, most: number) =>
  Math.max(least, Math.min(wanted, most))
