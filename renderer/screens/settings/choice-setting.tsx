import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Row } from './row.tsx'
import { choices } from './setting-controls.ts'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'

interface Props extends SettingProps {
  readonly texts: keyof typeof choices
}

export function ChoiceSetting({ view, isFixed, save, isSaving, fault, texts }: Props) {
  const { t } = useTranslation()
  const { name } = view
  return (
    <Row
      id={name}
      label={t(`setting.${name}.label`)}
      hint={t(`setting.${name}.hint`)}
      error={fault && faultSentence(t, fault)}
      source={<Source view={view} save={save} />}
    >
      <select
        id={name}
        value={view.value ?? ''}
        disabled={isFixed || isSaving}
        aria-describedby={`${name}-hint ${name}-says`}
        onChange={event => void save(event.target.value)}
      >
        {optionsOf(texts, t).map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Row>
  )
}

function optionsOf(texts: keyof typeof choices, t: TFunction) {
  switch (texts) {
    case 'provider':
      return choices.provider.map(value => ({ value, text: t(`provider.${value}`) }))
    case 'logLevel':
      return choices.logLevel.map(value => ({ value, text: t(`logLevel.${value}`) }))
    case 'healing':
      return choices.healing.map(value => ({ value, text: t(`healing.${value}`) }))
    case 'strategy':
      return choices.strategy.map(value => ({ value, text: t(`strategy.${value}`) }))
  }
}
