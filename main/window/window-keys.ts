/** The part of a key press that counts. */
export interface KeyPress {
  readonly type: string
  readonly key: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
}

export type WindowKey = 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'close' | 'quit'

const keys: Readonly<Record<string, WindowKey>> = {
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  _: 'zoom-out',
  '0': 'zoom-reset',
  w: 'close',
  q: 'quit',
}

/** What the window itself does at a key; null where the page gets it. Not asked on macOS, which has a menu. */
export function windowKey({ type, key, control, alt, meta }: KeyPress): WindowKey | null {
  if (type !== 'keyDown' || !control || alt || meta) return null
  const name = key.toLowerCase()
  return Object.hasOwn(keys, name) ? (keys[name] ?? null) : null
}

/** In Chromium a step makes everything a fifth larger; beyond these nothing can be read, or nothing fits. */
const zooms = { least: -3, most: 5 } as const

export function zoomAfter(level: number, key: WindowKey): number {
  if (key === 'zoom-reset') return 0
  const step = key === 'zoom-in' ? 0.5 : key === 'zoom-out' ? -0.5 : 0
  return Math.min(zooms.most, Math.max(zooms.least, level + step))
}
