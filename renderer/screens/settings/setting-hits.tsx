import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { usePlaces } from '../../state/place.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AppearanceRows } from './appearance-rows.tsx'
import type { SectionName } from './sections.ts'
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
    about: name => [t(`settings.section.${name}.text`), ...others(t, name)].join('\n'),
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
      {section === 'app' && <AppearanceRows />}
      {section !== 'app' && settings.length === 0 && (
        <p className="dim">{t(`settings.section.${section}.text`)}</p>
      )}
      {settings.map(name => (
        <SettingRow key={name} name={name} />
      ))}
    </section>
  ))
}

/** What is entered in a part and is no setting of the root. */
function others(t: TFunction, section: SectionName): readonly string[] {
  switch (section) {
    case 'app':
      return [t('preference.language'), t('preference.theme')]
    case 'apps':
      return [t('settings.apps.budget'), t('settings.apps.perMinute'), t('settings.apps.cache')]
    case 'alerts':
      return [t('settings.alerting.test'), t('settings.alerting.ways')]
    case 'transfer':
      return [t('settings.transfer.exportTitle'), t('settings.transfer.importTitle')]
    default:
      return []
  }
}
