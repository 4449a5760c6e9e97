/** What the window, the tray and notifications speak. */
export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const
export type Language = (typeof languages)[number]

/** Readers of Taiwan, Hong Kong and Macau write the traditional script unless they say otherwise. */
export function languageOf(tag: string): Language {
  const locale = readLocale(tag)
  if (locale?.language !== 'zh') return 'en'
  return locale.maximize().script === 'Hant' ? 'zh-Hant' : 'zh-Hans'
}

function readLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag)
  } catch {
    return null
  }
}
