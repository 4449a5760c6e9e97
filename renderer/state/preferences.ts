import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Language, languages } from '#contract/model/language'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How this window looks and speaks; the root node knows nothing of it. */
export interface Preferences {
  readonly language: Language | 'system'
  readonly theme: Theme
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const languageKey = 'banyan.language'
const themeKey = 'banyan.theme'

export function openPreferences(shelf: Shelf): StoreApi<Preferences> {
  const language = shelf.getItem(languageKey)
  const theme = shelf.getItem(themeKey)
  const store = createStore<Preferences>(() => ({
    language: languages.find(known => known === language) ?? 'system',
    theme: themes.find(known => known === theme) ?? 'system',
  }))
  store.subscribe(({ language, theme }) => {
    shelf.setItem(languageKey, language)
    shelf.setItem(themeKey, theme)
  })
  return store
}
