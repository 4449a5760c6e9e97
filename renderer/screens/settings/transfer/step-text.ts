import type { TFunction } from 'i18next'
import { settingLabel } from '../../../i18n/fault-sentence.ts'
import type { Preferences } from '../../../state/preferences.ts'
import type { Skipped, Step } from './import-plan.ts'

interface StepText {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** What a step changes, as it was and as it would be. */
export function stepText(t: TFunction, step: Step): StepText {
  const none = t('settings.transfer.nothing')
  switch (step.kind) {
    case 'setting':
      return {
        name: settingLabel(t, step.name),
        before: step.before ?? t('source.default'),
        after: step.value || none,
      }
    case 'app':
      return { name: step.app.name, before: '', after: changeWord(t, step.known) }
    case 'host':
      return { name: step.host.name, before: '', after: changeWord(t, step.known) }
    case 'prices':
      return {
        name: t('settings.prices.own'),
        before: t('settings.transfer.ownPrices', { count: step.before.length }),
        after: t('settings.transfer.ownPrices', { count: step.prices.length }),
      }
    case 'preference': {
      const words = ({ language, theme }: Preferences) =>
        [language === 'system' ? t('preference.system') : language, t(`preference.${theme}`)].join(
          t('list.separator'),
        )
      return {
        name: `${t('preference.language')}${t('list.separator')}${t('preference.theme')}`,
        before: words(step.before),
        after: words(step.to),
      }
    }
  }
}

export function skippedText(t: TFunction, { why, name }: Skipped): string {
  return t(`settings.transfer.skip.${why}`, { name: settingLabel(t, name) })
}

function changeWord(t: TFunction, known: unknown): string {
  return t(known === null ? 'settings.transfer.new' : 'settings.transfer.changed')
}
