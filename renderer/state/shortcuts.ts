import { type ScreenName, screenNames } from './place.ts'

/** What a key does wherever one is. */
export type Shortcut =
  | { readonly name: 'palette' }
  | { readonly name: 'keys' }
  | { readonly name: 'back' }
  | { readonly name: 'screen'; readonly screen: ScreenName }

export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Keys that a text field needs are left to it while it has the focus. */
export function shortcutOf(
  { key, ctrlKey, metaKey, altKey, shiftKey }: Pressed,
  isMac: boolean,
  isTyping: boolean,
): Shortcut | null {
  const [main, other] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey]
  if (main && !other && !altKey && !shiftKey) {
    if (key.toLowerCase() === 'k') return { name: 'palette' }
    if (key === ',') return { name: 'screen', screen: 'settings' }
    if (isMac && key === '[') return { name: 'back' }
    const screen = /^[1-9]$/.test(key) ? screenNames[Number(key) - 1] : undefined
    return screen ? { name: 'screen', screen } : null
  }
  if (isTyping || main || other) return null
  if (altKey && key === 'ArrowLeft' && !isMac) return { name: 'back' }
  return key === '?' && !altKey ? { name: 'keys' } : null
}

/** How a key is written on this computer: ⌘K or Ctrl K. */
export function keyText(keys: readonly string[], isMac: boolean): string {
  const names = keys.map(key => (isMac ? (macKeys[key] ?? key) : key))
  return names.join(isMac ? '' : ' ')
}

const macKeys: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }

export const isMacPlatform = (platform: string) => /^mac/i.test(platform)
