import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Announcer } from './frame/announcer.tsx'
import { Header } from './frame/header.tsx'
import { Rail, type Screen } from './frame/rail.tsx'
import { ChatScreen } from './screens/chat/chat-screen.tsx'
import { SettingsScreen } from './screens/settings/settings-screen.tsx'
import { WorkersScreen } from './screens/workers/workers-screen.tsx'
import { useWindowState } from './state/use-window-state.ts'
import { BrandMark } from './ui/brand-mark.tsx'
import { EmptyState } from './ui/empty-state.tsx'

/** One frame everywhere; it is drawn once the root node was seen. */
export function App() {
  const isLive = useStore(useWindowState().mirror.store, state => state.name === 'live')
  const [screen, setScreen] = useState<Screen>('workers')
  if (!isLive) return <Connecting />

  return (
    <div className="frame">
      <Header />
      <Rail screen={screen} onGo={setScreen} />
      <main>
        {screen === 'workers' && <WorkersScreen onOpenSettings={() => setScreen('settings')} />}
        {screen === 'chat' && <ChatScreen />}
        {screen === 'settings' && <SettingsScreen />}
      </main>
      <Announcer />
    </div>
  )
}

function Connecting() {
  const { t } = useTranslation()
  const hasFailed = useStore(
    useWindowState().mirror.store,
    state => state.name === 'connecting' && state.fault !== null,
  )
  return (
    <main className="connecting" aria-busy="true">
      <EmptyState
        picture={<BrandMark />}
        title={t('connecting.title')}
        text={hasFailed ? t('connecting.again') : ''}
      />
    </main>
  )
}
