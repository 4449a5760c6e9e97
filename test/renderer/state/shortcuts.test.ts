import { expect, test } from 'vitest'
import { keyText, type Pressed, shortcutOf } from '../../../renderer/state/shortcuts.ts'

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...more,
})
const ctrl = { ctrlKey: true }
const meta = { metaKey: true }

test('Ctrl or ⌘ with a key goes somewhere, also while one types', () => {
  expect(shortcutOf(press('k', ctrl), false, true)).toEqual({ name: 'palette' })
  expect(shortcutOf(press('K', meta), true, true)).toEqual({ name: 'palette' })
  expect(shortcutOf(press('2', ctrl), false, true)).toEqual({ name: 'screen', screen: 'chat' })
  expect(shortcutOf(press(',', ctrl), false, true)).toEqual({ name: 'screen', screen: 'settings' })
  expect(shortcutOf(press('8', ctrl), false, false)).toBe(null)
})

test('leaves other combinations to whoever they belong to', () => {
  expect(shortcutOf(press('k', ctrl), true, false)).toBe(null)
  expect(shortcutOf(press('k', { ...ctrl, shiftKey: true }), false, false)).toBe(null)
  expect(shortcutOf(press('k'), false, false)).toBe(null)
})

test('goes back and lists the keys only where nobody types', () => {
  const back = press('ArrowLeft', { altKey: true })
  const ask = press('?', { shiftKey: true })
  expect([back, ask].map(pressed => shortcutOf(pressed, false, false)?.name)).toEqual([
    'back',
    'keys',
  ])
  expect([back, ask].map(pressed => shortcutOf(pressed, false, true))).toEqual([null, null])
  expect(shortcutOf(press('[', meta), true, true)).toEqual({ name: 'back' })
})

test('writes keys as the system does', () => {
  expect(keyText(['Ctrl', 'K'], false)).toBe('Ctrl K')
  expect(keyText(['Ctrl', 'K'], true)).toBe('⌘K')
})
