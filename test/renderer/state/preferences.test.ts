import { expect, test } from 'vitest'
import { openPreferences } from '#renderer/state/preferences'

function aShelf(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value
    },
  }
}

test('follows the system until something is chosen, and remembers what was', () => {
  const shelf = aShelf()
  const preferences = openPreferences(shelf)
  expect(preferences.getState()).toEqual({ language: 'system', theme: 'system' })
  preferences.setState({ theme: 'dark', language: 'zh-Hant' })
  expect(openPreferences(shelf).getState()).toEqual({ language: 'zh-Hant', theme: 'dark' })
})

test('what is kept but not known counts as nothing', () => {
  const shelf = aShelf({ 'banyan.language': 'tlh', 'banyan.theme': 'pink' })
  expect(openPreferences(shelf).getState()).toEqual({ language: 'system', theme: 'system' })
})
