import { useTranslation } from 'react-i18next'
import { flagOf, type SettingView } from '#contract/model/setting'
import { Row } from './row.tsx'
import { variableOf } from './source.tsx'

export function OutsideSetting({ view }: { readonly view: SettingView }) {
  const { t } = useTranslation()
  const { name } = view
  const names = { flag: flagOf(name), variable: variableOf(name) }
  return (
    <Row
      id={name}
      label={t(`setting.${name}.label`)}
      hint={t(`setting.${name}.hint`)}
      source={t('source.onlyOutside', names)}
    >
      <output id={name} className="mono selectable">
        {view.value || t('source.default')}
      </output>
    </Row>
  )
}
