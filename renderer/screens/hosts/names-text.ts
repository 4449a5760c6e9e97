import type { TFunction } from 'i18next'

/** Whom something is about: a few by name, many by the first and how many more. */
export function namesText(t: TFunction, names: readonly string[]): string {
  if (names.length <= 3) return names.join(t('list.separator'))
  return t('deploys.andMore', { name: names[0] ?? '', count: names.length - 1 })
}
