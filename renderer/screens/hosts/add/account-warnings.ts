import type { TFunction } from 'i18next'
import type { ListedCoolifyAccount } from '#contract/http/coolify'

/** What is not as it should be with an account, and what helps. */
export function accountWarnings(
  t: TFunction,
  { url, abilities, image }: Pick<ListedCoolifyAccount, 'url' | 'abilities' | 'image'>,
): readonly string[] {
  const missing = (['write', 'deploy'] as const).filter(each => !abilities.includes(each))
  return [
    ...(url.startsWith('http:') ? [t('hostAdd.warnClear')] : []),
    ...(missing.length > 0 ? [t('hostAdd.warnAbilities', { missing: missing.join(', ') })] : []),
    ...(image === null ? [t('hostAdd.warnImage')] : []),
  ]
}
