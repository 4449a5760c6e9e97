import { useTranslation } from 'react-i18next'
import { usePlaces } from '../../state/place.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SettingRow } from './setting-row.tsx'
import { findSettings } from './setting-search.ts'

interface Props {
  readonly search: string
  /** One of the parts was chosen. */
  readonly onChoose: () => void
}

/** What a search found, each in its part. */
export function SettingHits({ search, onChoose }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const hits = findSettings(search, {
    label: name => t(`setting.${name}.label`),
    hint: name => t(`setting.${name}.hint`),
    section: name => t(`settings.section.${name}.title`),
  })
  if (hits.length === 0) {
    return <EmptyState title={t('settings.noHitTitle')} text={t('settings.noHitText')} />
  }
  return hits.map(({ section, settings }) => (
    <section key={section} className="settings-section hits" aria-labelledby={`hits-${section}`}>
      <h2 id={`hits-${section}`}>
        <button
          type="button"
          className="section-link"
          onClick={() => {
            onChoose()
            places.select({ screen: 'settings', section })
          }}
        >
          {t(`settings.section.${section}.title`)}
        </button>
      </h2>
      {settings.map(name => (
        <SettingRow key={name} name={name} />
      ))}
    </section>
  ))
}
