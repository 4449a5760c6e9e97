import { useDeferredValue, useState } from 'react'
import { usePlaceOf } from '../../state/place.ts'
import { RestartNotice } from './restart-notice.tsx'
import { SectionNav } from './section-nav.tsx'
import { SectionView } from './section-view.tsx'
import { sectionNamed } from './sections.ts'
import { SettingHits } from './setting-hits.tsx'

export function SettingsScreen() {
  const place = usePlaceOf('settings')
  const section = sectionNamed(place?.section)
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search)
  return (
    <div className="settings-screen">
      <SectionNav
        section={search === '' ? section : null}
        search={search}
        onSearch={setSearch}
        onChoose={() => setSearch('')}
      />
      <div className="settings-body scrolled" key={wanted === '' ? section : 'search'}>
        <RestartNotice />
        {wanted.trim() === '' ? (
          <SectionView section={section} />
        ) : (
          <SettingHits search={wanted} onChoose={() => setSearch('')} />
        )}
      </div>
    </div>
  )
}
