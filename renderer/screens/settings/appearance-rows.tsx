import { useTranslation } from 'react-i18next'
import { languages } from '#contract/model/language'
import { themes } from '../../state/preferences.ts'
import { usePreferences } from '../../state/use-window-state.ts'
import { Row } from './row.tsx'

/** A language is always named in itself, so that it can be found by whoever reads only it. */
const languageNames = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' } as const

export function AppearanceRows() {
  const { t } = useTranslation()
  const [{ language, theme }, setPreferences] = usePreferences()
  return (
    <>
      <Row id="language" label={t('preference.language')}>
        <select
          id="language"
          value={language}
          onChange={({ target }) => {
            const chosen = languages.find(known => known === target.value)
            setPreferences({ language: chosen ?? 'system' })
          }}
        >
          <option value="system">{t('preference.system')}</option>
          {languages.map(known => (
            <option key={known} value={known} lang={known}>
              {languageNames[known]}
            </option>
          ))}
        </select>
      </Row>
      <Row id="theme" label={t('preference.theme')}>
        <select
          id="theme"
          value={theme}
          onChange={({ target }) => {
            const chosen = themes.find(known => known === target.value)
            setPreferences({ theme: chosen ?? 'system' })
          }}
        >
          {themes.map(known => (
            <option key={known} value={known}>
              {t(`preference.${known}`)}
            </option>
          ))}
        </select>
      </Row>
    </>
  )
}
