import { useTranslation } from 'react-i18next'
import { usePlaces } from '../../state/place.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { type SectionName, sectionNames } from './sections.ts'
import { FindingCount } from './security/finding-count.tsx'

interface Props {
  /** Null while something is searched. */
  readonly section: SectionName | null
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly onChoose: () => void
}

/** The parts of the settings, and the way to find one of them. */
export function SectionNav({ section, search, onSearch, onChoose }: Props) {
  const { t } = useTranslation()
  const places = usePlaces()
  const version = useSeen(seen => seen.version)
  return (
    <nav className="section-nav" aria-label={t('settings.sections')}>
      <h1>{t('settings.title')}</h1>
      <SearchField label={t('settings.search')} value={search} onChange={onSearch} />
      <div className="section-names scrolled">
        {sectionNames.map(name => (
          <button
            key={name}
            type="button"
            aria-current={name === section ? 'page' : undefined}
            onClick={() => {
              onChoose()
              places.select({ screen: 'settings', section: name })
            }}
          >
            {t(`settings.section.${name}.title`)}
            {name === 'security' && <FindingCount />}
          </button>
        ))}
      </div>
      <span className="version dim">{t('settings.version', { version })}</span>
    </nav>
  )
}
