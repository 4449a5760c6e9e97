import { useTranslation } from 'react-i18next'
import { flagOf, type SettingName, settingDefinitions } from '#contract/model/setting'
import { Button } from '../../ui/button.tsx'
import type { SettingProps } from './setting-props.ts'

/** Where the value came from, and the way back to the default where there is one. */
export function Source({ view, save }: Pick<SettingProps, 'view' | 'save'>) {
  const { t } = useTranslation()
  const label = t(`setting.${view.name}.label`)
  switch (view.source) {
    case 'flag':
      return t('source.fixedFlag', { flag: flagOf(view.name) })
    case 'environment':
      return t('source.fixedEnvironment', { variable: variableOf(view.name) })
    case 'default':
      return t('source.default')
    case 'saved':
      if (view.isSecret) return t('source.saved')
      return (
        <>
          {t('source.saved')}
          <Button
            look="quiet"
            aria-label={t('settings.resetNamed', { name: label })}
            onClick={() => void save(null)}
          >
            {t('settings.reset')}
          </Button>
        </>
      )
  }
}

export const variableOf = (name: SettingName) => settingDefinitions[name].env
