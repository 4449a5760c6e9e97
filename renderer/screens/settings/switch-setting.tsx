import { useTranslation } from 'react-i18next'
import { settingDefinitions } from '#contract/model/setting'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Row } from './row.tsx'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'

export function SwitchSetting({ view, isFixed, save, isSaving, fault }: SettingProps) {
  const { t } = useTranslation()
  const { name } = view
  const isOn = settingDefinitions.localWorker.schema.safeParse(view.value).data === true
  return (
    <Row
      id={name}
      label={t(`setting.${name}.label`)}
      hint={t(`setting.${name}.hint`)}
      error={fault && faultSentence(t, fault)}
      source={<Source view={view} save={save} />}
    >
      <input
        id={name}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isFixed || isSaving}
        aria-describedby={`${name}-hint ${name}-says`}
        onChange={event => void save(String(event.target.checked))}
      />
      <span aria-hidden="true">{isOn ? t('settings.on') : t('settings.off')}</span>
    </Row>
  )
}
